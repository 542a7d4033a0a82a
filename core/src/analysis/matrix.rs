//! Who reaches whom.

use super::{
    Answer, Status, Workspace,
    fingerprint::Hash,
    workspace::{asked_problem, asked_problems, expected},
};
use crate::{
    reach::{By, Job, NoJob, Question, Shard, Share},
    report,
    scene::{self, Theme},
};

/// What a job came to, in every form.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix(report::Matrix);

impl Workspace {
    /// Prepares the work on a question about all pairs.
    ///
    /// # Errors
    /// Says what is wrong with the question.
    pub fn matrix_job(&self, question: &Question, shard: Shard) -> Result<Job, Answer> {
        Job::new(&self.network, question, shard).map_err(|no| match no {
            NoJob::Unread(lines, traffic) => {
                let lines =
                    lines.into_iter().map(|one| (one.text, one.span, one.message, one.help));
                let traffic = traffic.into_iter().map(|(text, error)| {
                    let help = expected(&error);
                    (text, error.span, error.message, help)
                });
                asked_problems("question", lines.chain(traffic))
            }
            NoJob::TooMany(pairs) => {
                let message = format!("this takes {pairs} traces");
                let help = "Ask about fewer rows or columns with `--from` and `--to`.".to_owned();
                asked_problem("matrix", "question", (0..6, message, help))
            }
        })
    }

    /// Does some more of the work; returns whether all of it is done.
    pub fn advance(&self, job: &mut Job, traces: usize) -> bool {
        job.advance(&self.network, traces)
    }

    /// Returns what a share of the work came to, as a text for [`Self::join`]; none while it is not done.
    #[must_use]
    pub fn share(&self, job: &Job, question: &Question, changes: &[String]) -> Option<String> {
        job.share(&self.same(question, changes)).map(|share| report::to_json(&share))
    }

    /// Puts the shares of the work together, given by name and text.
    ///
    /// # Errors
    /// Says which of them do not fit, or are missing.
    pub fn join(
        &self,
        job: &mut Job,
        question: &Question,
        changes: &[String],
        shares: &[(String, String)],
    ) -> Result<(), Vec<String>> {
        let read = |(name, text): &(String, String)| {
            let share: Result<Share, _> = serde_json::from_str(text);
            share
                .map(|share| (name.clone(), share))
                .map_err(|why| format!("{name}: this is no part of a matrix: {why}"))
        };
        let (read, wrong): (Vec<_>, Vec<_>) = shares.iter().map(read).partition(Result::is_ok);
        if !wrong.is_empty() {
            return Err(wrong.into_iter().filter_map(Result::err).collect());
        }
        let shares: Vec<(String, Share)> = read.into_iter().filter_map(Result::ok).collect();
        job.join(&self.same(question, changes), &shares)
    }

    /// Returns a text that is the same only for the same question about the same inputs.
    fn same(&self, question: &Question, changes: &[String]) -> String {
        let Question { from, to, by, traffic } = question;
        let mut hash = Hash::default();
        hash.word(env!("CARGO_PKG_VERSION"));
        for (_, source) in self.sources.iter() {
            hash.word(&source.text);
        }
        for (fact, value) in &self.network.model.assume {
            hash.word(fact);
            hash.word(value);
        }
        let by = By::ALL.iter().find(|(_, one)| one == by).map_or("", |(word, _)| *word);
        for list in [from, to, traffic, &changes.to_vec(), &vec![by.to_owned()]] {
            hash.word(&list.len().to_string());
            list.iter().for_each(|text| hash.word(text));
        }
        format!("{:032x}", hash.0)
    }

    /// Returns what a job came to.
    #[must_use]
    pub fn matrix_of(&self, job: &Job) -> Matrix {
        Matrix(report::matrix(&self.network, job))
    }
}

impl Matrix {
    /// Returns the answer as text and JSON.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let Self(matrix) = self;
        Answer::new(Status::Clean, matrix.human(), matrix.concise(), matrix.json())
    }

    /// Returns the answer as comma-separated values, one line for each part of each field.
    #[must_use]
    pub fn csv(&self) -> String {
        self.0.csv()
    }

    /// Returns the answer as a table of Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        self.0.markdown()
    }

    /// Returns the answer as a picture.
    #[must_use]
    pub fn svg(&self, theme: Theme) -> String {
        let (rows, columns, fields) = self.0.fields();
        scene::heat_map(&rows, &columns, &fields, theme)
    }
}
