//! The world as a command sees it: three streams, a folder, and whether anyone looks at colors.

use std::{
    fmt,
    io::{self, IsTerminal, Read, Write},
    path::Path,
};

/// How a stream looks: plain and as wide as its lines are, unless somebody looks at it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is colored.
    pub color: bool,
    /// How wide its lines may be.
    pub width: Option<usize>,
}

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
    /// How the standard output and the standard error look.
    pub looks: (Look, Look),
    /// Whether somebody sits there to answer questions.
    pub asks: bool,
}

impl fmt::Debug for Io<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { folder, looks, asks, .. } = self;
        out.debug_struct("Io")
            .field("folder", folder)
            .field("looks", looks)
            .field("asks", asks)
            .finish_non_exhaustive()
    }
}

/// A stream whose reader may go, as in `outpath ... | head`: the verdict stays what it is.
pub(crate) struct Patient<'a>(pub(crate) &'a mut dyn Write);

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(failure) if failure.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(failure) if failure.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
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
        Self { folder, stdin, stdout, stderr, looks: Default::default(), asks: false }
    }

    /// Colors each stream that is a terminal and keeps to its width; no colors if `NO_COLOR` is set or the terminal is
    /// `dumb`.
    /// Somebody can answer if both questions and answers go over a terminal.
    pub(crate) fn notice_terminal(&mut self) {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let wanted = set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb");
        let (stdout, stderr) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        let width = |(terminal_size::Width(width), _)| usize::from(width);
        let look = |terminal: bool, size: Option<_>| Look {
            color: wanted && terminal,
            width: size.map(width).filter(|_| terminal),
        };
        let sizes = (
            terminal_size::terminal_size_of(std::io::stdout()),
            terminal_size::terminal_size_of(std::io::stderr()),
        );
        self.looks = (look(stdout, sizes.0), look(stderr, sizes.1));
        self.asks = stderr && std::io::stdin().is_terminal();
    }
}
