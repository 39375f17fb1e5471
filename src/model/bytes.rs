//! Looking at every byte of a text, many at once.

/// Bytes that are looked at together.
const RUN: usize = 32;

/// Whether any byte is `odd`.
///
/// A whole run is looked at without a way out in between, which the compiler makes fast if `odd`
/// has none either: if it says `|` and `&`, and not `||` and `&&`. What is left at the end is
/// looked at as part of the last whole run.
pub fn any(bytes: &[u8], odd: impl Fn(u8) -> bool) -> bool {
    let in_run = |run: &[u8; RUN]| run.iter().fold(false, |any, byte| any | odd(*byte));
    let (runs, _) = bytes.as_chunks();
    match bytes.last_chunk() {
        Some(last) => runs.iter().any(in_run) || in_run(last),
        None => bytes.iter().any(|byte| odd(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_byte_is_found_wherever_it_stands() {
        for length in 0..3 * RUN {
            let mut bytes = vec![b'a'; length];
            assert!(!any(&bytes, |byte| byte == b'b'));
            for at in 0..length {
                bytes[at] = b'b';
                assert!(any(&bytes, |byte| byte == b'b'), "{at} of {length}");
                bytes[at] = b'a';
            }
        }
    }
}
