//! What a source is, and the notation of the lists of sources.

/// Stands in place of a link when a source has none that the public can open.
pub const NO_LINK: &str = "no public link";

/// Where a fact was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// A short key, unique in the product, such as `S04` or `vpc-A03`.
    pub key: &'static str,
    /// The title of the page, post or repository.
    pub title: &'static str,
    /// The address, starting with `https://`, or [`NO_LINK`].
    pub link: &'static str,
    /// When it was published or read, as far as known, such as `read 2026-10`.
    pub date: &'static str,
}

impl Source {
    /// Returns the address, if the public can open it.
    #[must_use]
    pub fn public_link(&self) -> Option<&'static str> {
        (self.link != NO_LINK).then_some(self.link)
    }
}

/// Declares sources as constants, and the list of them under the name given first.
///
/// Each entry reads `CONSTANT = "key" "date" "title" "link";`.
macro_rules! sources {
    ($list:ident; $($constant:ident = $key:literal $date:literal $title:literal $link:expr;)*) => {
        $(
            pub(in crate::facts) const $constant: &$crate::facts::Source = &$crate::facts::Source {
                key: $key, title: $title, link: $link, date: $date,
            };
        )*
        /// The sources of this file, in the order of their keys in it.
        pub(super) const $list: &[&$crate::facts::Source] = &[$($constant),*];
    };
}
pub(super) use sources;
