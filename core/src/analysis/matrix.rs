//! Who reaches whom.

use super::{
    Answer, Status, Workspace,
    workspace::{asked_problem, asked_problems, expected},
};
use crate::{
    reach::{Job, NoJob, Question, Shard},
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
            NoJob::Lines(wrong) => asked_problems(
                "end",
                wrong.into_iter().map(|one| (one.text, one.span, one.message, one.help)),
            ),
            NoJob::Traffic(wrong) => asked_problems(
                "traffic",
                wrong.into_iter().map(|(text, error)| {
                    let help = expected(&error);
                    (text, error.span, error.message, help)
                }),
            ),
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
