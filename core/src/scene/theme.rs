//! The colors of a picture. Boxes are nearly without; color means a state.

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark lines on light.
    Light,
    /// Light lines on dark.
    Dark,
}

/// The colors of a theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colors {
    pub(super) page: &'static str,
    pub(super) site: &'static str,
    pub(super) outpost: &'static str,
    pub(super) region: &'static str,
    pub(super) zone: &'static str,
    pub(super) vpc: &'static str,
    pub(super) edge: &'static str,
    pub(super) fill: &'static str,
    pub(super) inner: &'static str,
    pub(super) line: &'static str,
    pub(super) text: &'static str,
    pub(super) faint: &'static str,
    pub(super) wire: &'static str,
    pub(super) there: &'static str,
    pub(super) back: &'static str,
    pub(super) bad: &'static str,
    pub(super) warning: &'static str,
}

const LIGHT: Colors = Colors {
    page: "#ffffff",
    site: "#f4f3ef",
    outpost: "#eef3f8",
    region: "#f5f6f7",
    zone: "#eceef1",
    vpc: "#7a8794",
    edge: "#d5d9de",
    fill: "#ffffff",
    inner: "#f7f8f9",
    line: "#8a949e",
    text: "#1c2329",
    faint: "#56616b",
    wire: "#98a2ac",
    there: "#0b62c4",
    back: "#b45309",
    bad: "#b3261e",
    warning: "#8a5a00",
};

const DARK: Colors = Colors {
    page: "#14181c",
    site: "#1d1f1e",
    outpost: "#19222b",
    region: "#1a1d21",
    zone: "#22262b",
    vpc: "#8694a2",
    edge: "#343b42",
    fill: "#20262c",
    inner: "#2a3138",
    line: "#6d7882",
    text: "#e8ecef",
    faint: "#a9b4be",
    wire: "#66717b",
    there: "#6cb0ff",
    back: "#f2a65a",
    bad: "#ff8a80",
    warning: "#ffc266",
};

impl Theme {
    /// Returns its colors.
    pub(super) fn colors(self) -> &'static Colors {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}
