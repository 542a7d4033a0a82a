//! What a project has decided for every run, and what it has found before.

use super::{Answer, Checking, Workspace, check};
use crate::{
    policy::{self, Baseline, Config},
    report,
    text::Sources,
};

/// The version that `required-version` is compared with.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A configuration that was understood, `outpath.toml`.
#[derive(Debug, Clone, Default)]
pub struct Configured {
    name: String,
    text: String,
    config: Config,
}

impl Configured {
    /// Reads a configuration.
    ///
    /// # Errors
    /// Says everything that is wrong with it.
    pub fn read(name: &str, text: &str) -> Result<Self, Answer> {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        match Config::read(file, text, VERSION) {
            Ok(config) => Ok(Self { name: name.to_owned(), text: text.to_owned(), config }),
            Err(problems) => Err(Answer::invalid(&sources, &problems)),
        }
    }

    /// Returns what it says of a run of `check`.
    #[must_use]
    pub fn checking(&self) -> Checking {
        let usual = Checking::default();
        Checking {
            fail_on: self.config.fail_on.unwrap_or(usual.fail_on),
            select: self.config.select.clone(),
            ignore: self.config.ignore.clone(),
            severity: self.config.severity.clone(),
            most: self.config.most,
            limits: self.config.limits.clone(),
            ..usual
        }
    }

    /// Returns the name of the baseline, relative to the file.
    #[must_use]
    pub fn baseline(&self) -> Option<&str> {
        self.config.baseline.as_deref()
    }
}

impl Workspace {
    /// Accepts what the waivers of a configuration accept.
    pub fn configure(&mut self, configured: &Configured) {
        if configured.config.waivers.is_empty() {
            return;
        }
        let file = self.sources.add(&configured.name, &configured.text);
        let mut waivers = configured.config.waivers.clone();
        waivers.iter_mut().for_each(|waiver| waiver.span.file = file);
        self.waivers = waivers;
    }

    /// Accepts what was found before.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn expect_baseline(&mut self, name: &str, text: &str) -> Result<(), Answer> {
        let file = self.sources.add(name, text);
        let read = Baseline::read(file, text);
        let baseline = read.map_err(|problem| Answer::invalid(&self.sources, &[*problem]))?;
        self.baseline = Some(baseline);
        Ok(())
    }

    /// Returns what is found and not accepted otherwise, as a text for [`Self::expect_baseline`].
    ///
    /// # Errors
    /// Returns the answer of `check` if the inputs cannot be understood.
    pub fn new_baseline(&self, checking: &Checking) -> Result<String, Answer> {
        check::baseline(self, checking)
    }
}

/// Returns the keys of `outpath.toml`, as Markdown.
#[must_use]
pub fn configuration_reference() -> String {
    policy::reference()
}

/// Returns the JSON Schema of `outpath.toml`.
#[must_use]
pub fn configuration_schema() -> String {
    report::to_json(&policy::schema())
}
