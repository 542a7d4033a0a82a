//! The picture as text.

use super::Scene;

/// Returns a scene as text.
#[must_use]
pub fn d2(_scene: &Scene) -> String {
    String::new()
}
