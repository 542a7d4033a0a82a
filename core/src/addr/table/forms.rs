//! Which form a table has.

use std::net::IpAddr;

use super::{
    EntryId,
    full::{BATCH, Full},
    halves::Halves,
    lines::{Lines, Span},
};

/// What matches an address, in the form that pays for each table.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    small: Lines<u32, u16>,
    full: Vec<Full>,
    halves: Halves,
}

/// Where a table stands among the forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    v4: FormV4,
    v6: Span,
}

#[derive(Debug, Clone, Copy)]
enum FormV4 {
    Small(Span),
    Full(u32),
}

impl Form {
    /// Returns whether this is the form of a full table.
    #[cfg(test)]
    pub(super) fn is_full(self) -> bool {
        matches!(self.v4, FormV4::Full(_))
    }
}

impl Forms {
    /// Adds a table of intervals; `count` bounds the entries of the IPv4 ones. With `full_from` entries
    /// it takes the form of a full table.
    pub(super) fn add(
        &mut self,
        v4: impl Iterator<Item = (u32, Option<EntryId>)>,
        v6: impl Iterator<Item = (u128, Option<EntryId>)>,
        (count, full_from): (u32, u32),
    ) -> Form {
        let v6 = self.halves.add(v6);
        let v4 = if count >= full_from {
            self.full.push(Full::build(v4));
            let at = u32::try_from(self.full.len() - 1);
            FormV4::Full(at.expect("invariant: fewer than 2^32 tables"))
        } else {
            let packed: Vec<_> = v4.map(|(start, found)| (start, EntryId::pack(found))).collect();
            FormV4::Small(self.small.add(&packed))
        };
        Form { v4, v6 }
    }

    /// Returns what matches an address.
    #[inline]
    pub(super) fn get(&self, form: &Form, address: IpAddr) -> Option<EntryId> {
        EntryId::unpack(match address {
            IpAddr::V4(address) => self.get_v4(form.v4, address.to_bits()),
            IpAddr::V6(address) => self.halves.get(form.v6, address.to_bits()),
        })
    }

    #[inline]
    fn get_v4(&self, form: FormV4, address: u32) -> u32 {
        match form {
            FormV4::Small(span) => self.small.get(span, address),
            FormV4::Full(at) => self.full.get(at as usize).map_or(0, |full| full.get(address)),
        }
    }

    /// Gives back what growing arrays reserved.
    pub(super) fn shrink(&mut self) {
        self.small.shrink();
        self.full.shrink_to_fit();
        self.halves.shrink();
    }

    /// Returns what matches each of some IPv4 addresses in one table.
    pub(super) fn get_many_v4(&self, form: Form, addresses: &[u32; BATCH]) -> [u32; BATCH] {
        match form.v4 {
            FormV4::Small(span) => self.small.get_many(span, addresses),
            FormV4::Full(at) => {
                let full = self.full.get(at as usize);
                full.map_or([0; BATCH], |full| full.get_many(addresses))
            }
        }
    }

    /// Returns what matches each of some IPv6 addresses in one table.
    pub(super) fn get_many_v6(&self, form: Form, addresses: &[u128; BATCH]) -> [u32; BATCH] {
        self.halves.get_many(form.v6, addresses)
    }

    /// Returns what matches each of some IPv4 addresses, each in a table of its own.
    pub(super) fn get_each_v4(&self, asked: &[(Form, u32); BATCH]) -> [u32; BATCH] {
        // A full table is asked in the end; until then one without anything stands for it.
        let nothing = Span::default();
        let small = asked.map(|(form, address)| match form.v4 {
            FormV4::Small(span) => (span, address),
            FormV4::Full(_) => (nothing, address),
        });
        let mut found = self.small.get_each(&small);
        for (found, (form, address)) in found.iter_mut().zip(asked) {
            if let FormV4::Full(at) = form.v4 {
                *found = self.full.get(at as usize).map_or(0, |full| full.get(*address));
            }
        }
        found
    }
}
