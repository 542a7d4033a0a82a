//! Which versions a configuration is for.

/// Returns whether a version fits a requirement such as `>=0.1, <0.3`.
///
/// # Errors
/// Returns the part of the requirement that is none.
pub(super) fn fits<'a>(requirement: &'a str, version: &str) -> Result<bool, &'a str> {
    let own = numbers(version).unwrap_or_default();
    let mut all = true;
    for part in requirement.split(',').map(str::trim) {
        let split = part.find(|c: char| c.is_ascii_digit()).ok_or(part)?;
        let (sign, text) = part.split_at(split);
        let asked = numbers(text).ok_or(part)?;
        let full = |numbers: &[u64]| -> [u64; 3] {
            std::array::from_fn(|at| numbers.get(at).copied().unwrap_or(0))
        };
        let (one, other) = (full(&own), full(&asked));
        all &= match sign.trim() {
            "" | "=" | "==" => own.starts_with(&asked),
            ">=" => one >= other,
            ">" => one > other,
            "<=" => one <= other,
            "<" => one < other,
            _unknown => return Err(part),
        };
    }
    Ok(all)
}

/// Returns the numbers of a version, without what stands after a hyphen.
fn numbers(version: &str) -> Option<Vec<u64>> {
    let plain = version.split(['-', '+']).next()?;
    let numbers: Vec<u64> =
        plain.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    (numbers.len() <= 3).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_compared_number_by_number() {
        for fitting in ["0.1", "0.1.0", "=0.1", ">=0.1", ">=0.1, <0.3", "<=0.1.0", ">0.0.9", "<1"] {
            assert_eq!(fits(fitting, "0.1.0"), Ok(true), "{fitting}");
        }
        for other in ["0.2", ">0.1", ">=0.10", "<0.1", ">=0.1, <0.1", "1"] {
            assert_eq!(fits(other, "0.1.0"), Ok(false), "{other}");
        }
        for wrong in ["", "new", "^0.1", ">=0.1,", "0.1.x", "0.1.0.0", "~> 1"] {
            assert!(fits(wrong, "0.1.0").is_err(), "{wrong}");
        }
        assert_eq!(fits(">=0.2", "0.10.0-rc.1"), Ok(true));
    }
}
