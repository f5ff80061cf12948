//! The decimal digits of every script, wherever people type or copy them: ids, codes, dates and amounts.

/// The zeros of every script that counts by ten (Unicode's category Nd), in order; nine more digits stand behind each.
pub(super) const ZEROS: [u32; 76] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
    0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE,
    0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// A digit of another script as the western one; none for every other sign, and for the western digits themselves.
pub fn western(sign: char) -> Option<char> {
    let code = u32::from(sign);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// The digit that a sign is, in whatever script; none for every other sign.
pub fn digit(sign: char) -> Option<char> {
    if sign.is_ascii_digit() {
        Some(sign)
    } else {
        western(sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_of_every_script_is_a_digit() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            let digits: String = (zero..zero + 10)
                .filter_map(char::from_u32)
                .filter_map(western)
                .collect();
            assert_eq!(digits, "0123456789", "{zero:x}");
        }
        for sign in [
            '0', '9', '/', ':', 'a', 'é', '½', '²', '٪', '٫', '\u{65f}', '\u{66a}',
        ] {
            assert_eq!(western(sign), None, "{sign}");
        }
    }
}
