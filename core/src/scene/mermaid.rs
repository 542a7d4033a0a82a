//! The picture as text.

use super::Scene;

/// Returns a scene as text.
#[must_use]
pub fn mermaid(_scene: &Scene) -> String {
    String::new()
}
