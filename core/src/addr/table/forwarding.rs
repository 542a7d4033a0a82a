//! The forwarding view: where an address leads to, whatever prefix says so.

use std::{collections::BTreeMap, net::IpAddr};

use super::{
    EntryId, FULL_FROM, PrefixTable,
    forms::{Form, Forms},
};

/// A table that tells what an address leads to, and no more: neighboring intervals that lead to the same
/// are one.
#[derive(Debug, Clone)]
pub struct ForwardingTable<V> {
    values: Vec<V>,
    forms: Forms,
    form: Form,
}

impl<V: Ord + Clone> ForwardingTable<V> {
    /// Builds the view of a table, of what each entry leads to.
    #[must_use]
    pub fn build(table: PrefixTable<'_>, leads_to: impl Fn(EntryId) -> V) -> Self {
        let mut numbers = BTreeMap::new();
        let mut values = Vec::new();
        // Each different value has a number, in the place of those of entries.
        let number_of: Vec<EntryId> = (0..table.len())
            .map(|at| {
                let value = leads_to(EntryId::new(at));
                *numbers.entry(value).or_insert_with_key(|value| {
                    values.push(value.clone());
                    EntryId::new(values.len() - 1)
                })
            })
            .collect();
        let number = |entry: EntryId| number_of.get(entry.index()).copied();
        let v4 = table.intervals_v4();
        let v4 = v4.map(|(start, entry)| (start.to_bits(), entry.and_then(number)));
        let v6 = table.intervals_v6();
        let v6 = v6.map(|(start, entry)| (start.to_bits(), entry.and_then(number)));
        let mut forms = Forms::default();
        let count = u32::try_from(table.len()).unwrap_or(FULL_FROM);
        let form = forms.add(merged(v4), merged(v6), (count, FULL_FROM));
        forms.shrink();
        Self { values, forms, form }
    }

    /// Returns what an address leads to.
    #[must_use]
    pub fn get(&self, address: impl Into<IpAddr>) -> Option<&V> {
        let number = self.forms.get(&self.form, address.into())?;
        self.values.get(number.index())
    }
}

/// Leaves out where nothing changes.
fn merged<A>(
    intervals: impl Iterator<Item = (A, Option<EntryId>)>,
) -> impl Iterator<Item = (A, Option<EntryId>)> {
    let mut last = None;
    intervals.filter(move |(_, found)| last.replace(*found) != Some(*found))
}
