//! The known mistakes MIS-01 to MIS-69, and what became of each.

use outpath_core::{analysis::explain, rules::ALL};

/// What became of a known mistake.
enum Answer {
    /// Rules find it.
    Rules(&'static [&'static str]),
    /// A page explains it; there is nothing to find in a file.
    Page(&'static str),
    /// It is not found, and never will be, for this reason.
    Exception(&'static str),
}

use Answer::{Exception, Page, Rules};

/// The mistakes, in the order of their numbers from 1.
const MISTAKES: [(&str, Answer); 69] = [
    ("MIS-01", Rules(&["OP3001"])),
    ("MIS-02", Rules(&["OP3003"])),
    ("MIS-03", Rules(&["OP3002"])),
    ("MIS-04", Rules(&["OP3014"])),
    ("MIS-05", Rules(&["OP2002"])),
    ("MIS-06", Rules(&["OP2001"])),
    ("MIS-07", Rules(&["OP2002"])),
    ("MIS-08", Rules(&["OP2005"])),
    ("MIS-09", Rules(&["OP3013"])),
    ("MIS-10", Rules(&["OP6002"])),
    ("MIS-11", Rules(&["OP6003"])),
    ("MIS-12", Rules(&["OP6004"])),
    ("MIS-13", Rules(&["OP6005", "OP6006"])),
    ("MIS-14", Page("subnet-not-advertised")),
    ("MIS-15", Rules(&["OP3025"])),
    ("MIS-16", Rules(&["OP1002", "OP1001"])),
    ("MIS-17", Rules(&["OP1004"])),
    ("MIS-18", Rules(&["OP4001"])),
    ("MIS-19", Rules(&["OP4008"])),
    ("MIS-20", Rules(&["OP4005"])),
    ("MIS-21", Rules(&["OP4010"])),
    ("MIS-22", Rules(&["OP1003"])),
    (
        "MIS-23",
        Exception(
            "The topology file has one field for both halves, `coip_on_launch`, so one cannot be set alone.",
        ),
    ),
    ("MIS-24", Rules(&["OP3015", "OP3016"])),
    ("MIS-25", Rules(&["OP3017"])),
    ("MIS-26", Rules(&["OP3019"])),
    ("MIS-27", Rules(&["OP3018"])),
    ("MIS-28", Rules(&["OP3009", "OP3010", "OP2012"])),
    ("MIS-29", Rules(&["OP2010"])),
    ("MIS-30", Rules(&["OP8002"])),
    ("MIS-31", Rules(&["OP2011", "OP5001"])),
    ("MIS-32", Rules(&["OP2006"])),
    ("MIS-33", Rules(&["OP2007"])),
    ("MIS-34", Rules(&["OP3023"])),
    ("MIS-35", Rules(&["OP5003", "OP5007", "OP3011"])),
    ("MIS-36", Rules(&["OP6001"])),
    ("MIS-37", Rules(&["OP3004"])),
    ("MIS-38", Rules(&["OP3005", "OP3006"])),
    ("MIS-39", Rules(&["OP7001"])),
    ("MIS-40", Rules(&["OP3007", "OP3008"])),
    ("MIS-41", Rules(&["OP2004", "OP2013"])),
    ("MIS-42", Rules(&["OP2003"])),
    ("MIS-43", Rules(&["OP5002", "OP5001"])),
    ("MIS-44", Rules(&["OP5004"])),
    ("MIS-45", Rules(&["OP5001"])),
    ("MIS-46", Rules(&["OP5001"])),
    ("MIS-47", Rules(&["OP5005"])),
    ("MIS-48", Rules(&["OP3026", "OP3027", "OP5006"])),
    ("MIS-49", Rules(&["OP8001"])),
    ("MIS-50", Rules(&["OP8003"])),
    ("MIS-51", Rules(&["OP4011", "OP4012"])),
    ("MIS-52", Page("LGW-14")),
    ("MIS-53", Page("LGW-16")),
    ("MIS-54", Exception("A matter of Terraform modules, which are not read yet.")),
    ("MIS-55", Exception("A matter of Terraform states, which are not read yet.")),
    ("MIS-56", Rules(&["OP2008"])),
    ("MIS-57", Rules(&["OP2009"])),
    ("MIS-58", Page("SL-07")),
    ("MIS-59", Rules(&["OP3022"])),
    ("MIS-60", Rules(&["OP3024"])),
    ("MIS-61", Rules(&["OP3021"])),
    ("MIS-62", Rules(&["OP4007"])),
    (
        "MIS-63",
        Exception(
            "The importer keeps the state of a table as it was read and never decides by it (LGW-30).",
        ),
    ),
    ("MIS-64", Rules(&["OP1005"])),
    ("MIS-65", Rules(&["OP4009"])),
    ("MIS-66", Rules(&["OP3003"])),
    ("MIS-67", Rules(&["OP3020"])),
    ("MIS-68", Rules(&["OP4010"])),
    (
        "MIS-69",
        Exception(
            "The importer leaves out local gateway routes in these states and says so (LGR-19).",
        ),
    ),
];

#[test]
fn every_known_mistake_has_its_answer() {
    for (number, (id, answer)) in MISTAKES.iter().enumerate() {
        assert_eq!(*id, format!("MIS-{:02}", number + 1));
        match answer {
            Rules(codes) => {
                assert!(!codes.is_empty());
                for code in *codes {
                    let known = ALL.iter().any(|rule| rule.code.id == *code);
                    assert!(known, "{id}: there is no rule {code}");
                }
            }
            Page(page) => assert!(explain(page).is_ok(), "{id}: there is no page {page}"),
            Exception(why) => assert!(why.ends_with('.'), "{id}"),
        }
    }
}
