//! Judging: what AWS refuses, or what cannot be, seen over the whole model.
use crate::model::Model;
use super::{lower::problems::Problems, source_map::SourceMap};
pub(super) fn judge(_model: &Model, _sources: &SourceMap, _problems: &mut Problems) {}
