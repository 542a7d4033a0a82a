//! The world as a command sees it: three streams, a folder, and whether anyone looks at colors.

use std::{
    fmt,
    io::{IsTerminal, Read, Write},
    path::Path,
};

/// What a command may touch. Tests give buffers and a folder of their own.
pub struct Io<'a> {
    /// The folder that file names are relative to; empty for the current one.
    pub folder: &'a Path,
    /// What `-` reads.
    pub stdin: &'a mut dyn Read,
    /// Answers.
    pub stdout: &'a mut dyn Write,
    /// Complaints about the question or the input.
    pub stderr: &'a mut dyn Write,
    /// Whether the standard output and the standard error are colored.
    pub colors: (bool, bool),
    /// Whether somebody sits there to answer questions.
    pub asks: bool,
}

impl fmt::Debug for Io<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { folder, colors, asks, .. } = self;
        out.debug_struct("Io")
            .field("folder", folder)
            .field("colors", colors)
            .field("asks", asks)
            .finish_non_exhaustive()
    }
}

impl<'a> Io<'a> {
    /// Returns a world without colors and without anybody to ask.
    pub fn plain(
        folder: &'a Path,
        stdin: &'a mut dyn Read,
        stdout: &'a mut dyn Write,
        stderr: &'a mut dyn Write,
    ) -> Self {
        Self { folder, stdin, stdout, stderr, colors: (false, false), asks: false }
    }

    /// Colors each stream that is a terminal, unless `NO_COLOR` is set or the terminal is `dumb`.
    /// Somebody can answer if both questions and answers go over a terminal.
    pub(crate) fn notice_terminal(&mut self) {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let wanted = set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb");
        let (stdout, stderr) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        self.colors = (wanted && stdout, wanted && stderr);
        self.asks = stderr && std::io::stdin().is_terminal();
    }
}
