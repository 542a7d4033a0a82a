//! The network of a large user, as the program generates it.

use outpath_core::analysis::{Estate, Loaded, Loader, Size, generate};

/// The name of the file with the full table.
pub const ROUTES: &str = "estate-routes.csv";

/// The texts of an estate, whatever the topology is called.
#[derive(Debug)]
pub struct Texts(pub Estate);

impl Texts {
    /// Returns the texts of an estate of a size, always the same ones.
    ///
    /// # Panics
    /// If there is no estate of this size.
    #[must_use]
    pub fn of(size: Size) -> Self {
        Self(generate(1, size, ROUTES).expect("a size within the bounds"))
    }
}

impl Loader for Texts {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let routes = self.0.routes.as_ref().filter(|_| name == ROUTES);
        let text = routes.unwrap_or(&self.0.topology);
        Ok(Loaded { name: name.to_owned(), bytes: text.clone().into_bytes() })
    }
}
