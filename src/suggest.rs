//! “Did you mean”: the nearest known word to one that is not known.

/// The candidate nearest to `word`, if it is near enough to be a slip of the hand.
///
/// Case, hyphens, underscores and spaces do not count; the first of equally near ones wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(word);
    let allowed = (plain.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = self::plain(candidate);
        let mut distance = strsim::damerau_levenshtein(&plain, &other);
        let long = plain.chars().count() >= 4;
        if distance > allowed && long && (other.starts_with(&plain) || plain.starts_with(&other)) {
            distance = allowed;
        }
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let keys = [
            "status",
            "statement",
            "trend",
            "first_observed",
            "confidence",
        ];
        assert_eq!(nearest("statuss", keys), Some("status"));
        assert_eq!(nearest("Status", keys), Some("status"));
        assert_eq!(nearest("tredn", keys), Some("trend"));
        assert_eq!(nearest("first-observed", keys), Some("first_observed"));
        assert_eq!(nearest("conf", keys), Some("confidence"));
        assert_eq!(nearest("probability", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
