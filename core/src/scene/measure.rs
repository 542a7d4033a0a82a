//! How wide texts are in Inter, so that a picture is cut the same way everywhere.
//!
//! The numbers are the advance widths of Inter 4 (SIL Open Font License), in thousandths of the size.

/// The weights that pictures use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// The advances of the characters from the space to the tilde.
const REGULAR: [i32; 95] = [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
    618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
    590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
    679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
    242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];

const SEMI_BOLD: [i32; 95] = [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623,
    636, 666, 612, 640, 576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605,
    588, 749, 746, 277, 580, 703, 565, 922, 759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720,
    713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262, 569,
    262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
];

const ELLIPSIS: char = '…';

fn advance(one: char, weight: Weight) -> i32 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::SemiBold => &SEMI_BOLD,
    };
    let at = (one as usize).checked_sub(usize::from(b' '));
    match (at.and_then(|at| table.get(at)), one) {
        (Some(width), _) => *width,
        (None, '·') => 300,
        (None, ELLIPSIS) => 900,
        // Scripts that Inter does not hold come from another font; most of their letters are square.
        (None, _) => 1000,
    }
}

/// Returns the width of a text in pixels at a size, rounded up.
pub(super) fn width(text: &str, size: i32, weight: Weight) -> i32 {
    let thousandths: i32 =
        text.chars().fold(0, |sum: i32, one| sum.saturating_add(advance(one, weight)));
    thousandths.saturating_mul(size).saturating_add(999) / 1000
}

/// Returns a text that is no wider than `most`: the text itself, or its beginning and an ellipsis.
pub(super) fn cut(text: &str, size: i32, weight: Weight, most: i32) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_mul(1000) / size.max(1) - advance(ELLIPSIS, weight);
    let mut short = String::new();
    for one in text.chars() {
        left -= advance(one, weight);
        if left < 0 {
            break;
        }
        short.push(one);
    }
    let mut short = short.trim_end().to_owned();
    short.push(ELLIPSIS);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_stays_whole() {
        assert_eq!(cut("shop.rack", 12, Weight::Regular, 200), "shop.rack");
    }

    #[test]
    fn a_text_that_does_not_fit_ends_in_an_ellipsis_and_fits() {
        for most in 12..200 {
            let short = cut("a-very-long-name.of-a-subnet-in-a-rack", 12, Weight::SemiBold, most);
            assert!(short.ends_with('…'), "{short}");
            assert!(width(&short, 12, Weight::SemiBold) <= most, "{short} in {most}");
        }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        assert_eq!(width("iiii", 1000, Weight::Regular), 4 * 242);
        assert_eq!(width("W", 1000, Weight::SemiBold), 1020);
    }
}
