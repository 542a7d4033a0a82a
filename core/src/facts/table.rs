//! The table of all facts, and the look-up by id.

use super::{
    Fact, acl, bgp, coip, dis, dvr, dxg, err, ff, iv, lgr, lgw, mtu, nat, pcx, pkt, q, rd, rt, sg,
    sl, svc, tgw, top, unk, vgw, vif, vlg, vpce, vrt,
};

/// All families in the order of reading; each is sorted by id.
pub const ALL: &[&[Fact]] = &[
    ff::FACTS,
    lgw::FACTS,
    vif::FACTS,
    rd::FACTS,
    lgr::FACTS,
    q::FACTS,
    dvr::FACTS,
    coip::FACTS,
    vrt::FACTS,
    sl::FACTS,
    iv::FACTS,
    bgp::FACTS,
    svc::FACTS,
    err::FACTS,
    dis::FACTS,
    unk::FACTS,
    pkt::FACTS,
    rt::FACTS,
    nat::FACTS,
    pcx::FACTS,
    tgw::FACTS,
    vgw::FACTS,
    dxg::FACTS,
    vlg::FACTS,
    vpce::FACTS,
    sg::FACTS,
    acl::FACTS,
    mtu::FACTS,
    top::FACTS,
];

/// Returns all facts, family by family.
pub fn all() -> impl Iterator<Item = &'static Fact> {
    ALL.iter().copied().flatten()
}

/// Returns the fact of an id such as `LGR-05`, if there is one.
#[must_use]
pub fn fact(id: &str) -> Option<&'static Fact> {
    all().find(|fact| fact.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::facts::{NO_LINK, SOURCES};

    /// The families with the number of their facts, as counted in what they were compiled from.
    const COUNTS: &[(&str, usize)] = &[
        ("ACL", 5),
        ("BGP", 18),
        ("COIP", 30),
        ("DIS", 25),
        ("DVR", 18),
        ("DXG", 10),
        ("ERR", 22),
        ("FF", 29),
        ("IV", 19),
        ("LGR", 22),
        ("LGW", 35),
        ("MTU", 11),
        ("NAT", 15),
        ("PCX", 7),
        ("PKT", 61),
        ("Q", 23),
        ("RD", 5),
        ("RT", 43),
        ("SG", 14),
        ("SL", 24),
        ("SVC", 21),
        ("TGW", 17),
        ("TOP", 0),
        ("UNK", 20),
        ("VGW", 9),
        ("VIF", 16),
        ("VLG", 7),
        ("VPCE", 5),
        ("VRT", 25),
    ];

    /// An id is a family of capitals and two digits, or one letter and a digit for a step.
    fn well_formed(id: &str) -> bool {
        let Some((family, rest)) = id.split_once('-') else {
            return false;
        };
        let mut rest = rest.chars();
        let (first, second, end) = (rest.next(), rest.next(), rest.next());
        !family.is_empty()
            && family.chars().all(|letter| letter.is_ascii_uppercase())
            && first.is_some_and(|mark| mark.is_ascii_digit() || matches!(mark, 'I' | 'S'))
            && second.is_some_and(|digit| digit.is_ascii_digit())
            && end.is_none()
    }

    /// Returns the words of a text that look like the id of a fact.
    fn cited(text: &str) -> impl Iterator<Item = &str> {
        let families: BTreeSet<_> = COUNTS.iter().map(|(family, _)| *family).collect();
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').filter(
            move |word| {
                let parts = word.split_once('-');
                parts.is_some_and(|(family, _)| families.contains(family))
            },
        )
    }

    #[test]
    fn ids_are_well_formed_unique_and_sorted_within_their_family() {
        let mut seen = BTreeSet::new();
        for family in ALL {
            assert!(family.is_sorted_by(|one, next| one.id < next.id));
            let names: BTreeSet<_> = family.iter().map(Fact::family).collect();
            assert_eq!(names.len(), 1, "{names:?} share one file");
            for fact in *family {
                assert!(well_formed(fact.id), "{}", fact.id);
                assert!(seen.insert(fact.id), "{} stands twice", fact.id);
            }
        }
    }

    #[test]
    fn no_family_has_lost_a_fact() {
        let mut counts = BTreeMap::new();
        // Outpath's own assumptions are numbered by subject, not counted.
        counts.insert("TOP", 0);
        for fact in all().filter(|fact| fact.family() != "TOP") {
            *counts.entry(fact.family()).or_insert(0) += 1;
        }
        // Ours grow with what is taken for granted; the others are those of the documents.
        let ours = counts.get("TOP").copied().unwrap_or_default();
        assert!(COUNTS.iter().any(|(family, count)| *family == "TOP" && ours >= *count));
        let documents = |counts: BTreeMap<&'static str, usize>| -> BTreeMap<&'static str, usize> {
            counts.into_iter().filter(|(family, _)| *family != "TOP").collect()
        };
        assert_eq!(documents(counts), documents(COUNTS.iter().copied().collect()));
    }

    #[test]
    fn numbers_have_no_gaps_but_in_sections_of_rt_and_in_ours() {
        for (family, count) in COUNTS {
            if matches!(*family, "RT" | "TOP") {
                continue;
            }
            let steps = all().filter(|fact| fact.family() == *family && is_step(fact.id));
            for number in 1..=count - steps.count() {
                let id = format!("{family}-{number:02}");
                assert!(fact(&id).is_some(), "{id} is missing");
            }
        }
        let section = |first, last| (first..=last).map(|number| format!("RT-{number:02}"));
        let sections = [(1, 8), (10, 14), (20, 28), (30, 34), (40, 44), (50, 57)];
        for id in sections.into_iter().flat_map(|(first, last)| section(first, last)) {
            assert!(fact(&id).is_some(), "{id} is missing");
        }
    }

    fn is_step(id: &str) -> bool {
        id.starts_with("PKT-S") || id.starts_with("PKT-I")
    }

    #[test]
    fn texts_are_sentences_and_stand_alone() {
        for fact in all() {
            let starts_well = |text: &str| !text.starts_with(char::is_lowercase);
            assert!(fact.text.ends_with('.') && starts_well(fact.text), "{}", fact.id);
            assert!(fact.text.chars().count() <= 330, "{} is an essay", fact.id);
            let note = fact.note;
            assert!(note.is_empty() || (note.ends_with('.') && starts_well(note)), "{}", fact.id);
            for text in [fact.text, note] {
                assert!(!text.contains("  "), "{}", fact.id);
                assert!(!text.contains("above") && !text.contains("below"), "{}", fact.id);
            }
        }
    }

    #[test]
    fn facts_refer_only_to_facts() {
        for one in all() {
            for id in cited(one.text).chain(cited(one.note)) {
                assert!(id != one.id && fact(id).is_some(), "{} refers to {id}", one.id);
            }
        }
    }

    #[test]
    fn what_somebody_says_has_a_source() {
        for fact in all().filter(|fact| !fact.mark.is_assumption()) {
            assert!(!fact.sources.is_empty(), "{}", fact.id);
        }
        for fact in all() {
            let keys: BTreeSet<_> = fact.sources.iter().map(|source| source.key).collect();
            assert_eq!(keys.len(), fact.sources.len(), "{} names one twice", fact.id);
        }
    }

    #[test]
    fn sources_are_complete_unique_and_cited() {
        let cited: BTreeSet<_> =
            all().flat_map(|fact| fact.sources).map(|source| source.key).collect();
        let mut keys = BTreeSet::new();
        for source in SOURCES.iter().copied().flatten() {
            assert!(keys.insert(source.key), "{} stands twice", source.key);
            assert!(cited.contains(source.key), "no fact cites {}", source.key);
            assert!(!source.title.is_empty() && !source.date.is_empty(), "{}", source.key);
            let linked = source.link.starts_with("https://") && !source.link.contains(' ');
            assert!(linked || source.link == NO_LINK, "{}", source.key);
        }
        assert!(cited.is_subset(&keys));
    }

    #[test]
    fn an_unknown_id_has_no_fact() {
        assert_eq!(fact("LGR-99"), None);
        assert_eq!(fact("lgr-05"), None);
        assert_eq!(fact(""), None);
    }
}
