//! Days, as `until` and `expires` have them.

use std::fmt;

/// A day of the Gregorian calendar.
///
/// ```
/// use outpath_core::policy::Date;
///
/// let day = Date::parse("2027-03-31").unwrap();
/// assert!(Date::parse("2027-04-01").unwrap() > day);
/// assert_eq!(Date::parse("2027-02-29"), None);
/// assert_eq!(day.to_string(), "2027-03-31");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`; none if there is no such day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let widths = (year.len(), month.len(), day.len()) == (4, 2, 2);
        if !widths || parts.next().is_some() || ![year, month, day].into_iter().all(digits) {
            return None;
        }
        let date =
            Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let length = length(date.year, date.month)?;
        (1..=length).contains(&date.day).then_some(date)
    }

    /// Returns the day that lies so many days after the first one of 1970, in UTC as clocks count.
    #[must_use]
    pub fn after_1970(days: u32) -> Option<Self> {
        let mut rest = days;
        let mut year = 1970;
        while let Some(left) = rest.checked_sub(if is_leap(year) { 366 } else { 365 }) {
            rest = left;
            year = year.checked_add(1).filter(|year| *year <= 9999)?;
        }
        let mut month = 1;
        while let Some(left) = rest.checked_sub(u32::from(length(year, month)?)) {
            rest = left;
            month += 1;
        }
        Some(Self { year, month, day: u8::try_from(rest).ok()? + 1 })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn length(year: u16, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _outside => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_clocks_do() {
        let day = |days| Date::after_1970(days).unwrap().to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(59), "1970-03-01");
        assert_eq!(day(11_016), "2000-02-29");
        assert_eq!(day(11_017), "2000-03-01");
        assert_eq!(day(20_818), "2026-12-31");
        assert_eq!(Date::after_1970(u32::MAX), None);
    }

    #[test]
    fn only_days_that_exist_are_read() {
        for wrong in [
            "",
            "2027-3-31",
            "2027-13-01",
            "2027-04-31",
            "2027-00-10",
            "2027-01-00",
            "2027-01-01-01",
            "+027-01-01",
            "tomorrow",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert!(Date::parse("2028-02-29").is_some());
    }
}
