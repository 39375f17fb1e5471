//! The syntax of PDF: values and operators, as they stand in objects and in page content.
//!
//! The build reads back every PDF that it writes, so that this has to be quick: what is read
//! borrows from the bytes, and nothing is built that nobody asks for.

use std::borrow::Cow;

/// How deep arrays and dictionaries may lie in each other.
const DEPTH: usize = 32;

/// A value, or an operator of page content.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A number, whole or not.
    Number(f64),
    /// `/Name`.
    Name(Cow<'a, [u8]>),
    /// `(string)` or `<hex>`.
    Text(Cow<'a, [u8]>),
    /// `[…]`.
    Array(Vec<Value<'a>>),
    /// `<<…>>`.
    Dict(Dict<'a>),
    /// `12 0 R`: the number of the object.
    Reference(u32),
    /// Any other word: an operator, `true`, `null`, `endobj`.
    Word(&'a [u8]),
}

/// The entries of a dictionary, in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dict<'a>(Vec<(Cow<'a, [u8]>, Value<'a>)>);

impl<'a> Dict<'a> {
    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Option<&Value<'a>> {
        let (_, value) = self.0.iter().find(|(name, _)| name.as_ref() == key)?;
        Some(value)
    }
}

impl<'a> Value<'a> {
    /// The number that it is.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The number that it is, where it counts something.
    pub fn count(&self) -> Option<usize> {
        let number = self.number()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "its bounds are tested"
        )]
        (0.0..=f64::from(u32::MAX))
            .contains(&number)
            .then_some(number as usize)
    }

    /// The name that it is.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The dictionary that it is.
    pub fn dict(&self) -> Option<&Dict<'a>> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The object that it refers to.
    pub fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number) => Some(*number),
            _ => None,
        }
    }
}

/// Bytes read one value after the other.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Reads from the beginning of some bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next value of an object; references are values of their own.
    pub fn object(&mut self) -> Option<Value<'a>> {
        self.value(0, true)
    }

    /// The next value or operator of page content. The data of an inline image is left out.
    pub fn content(&mut self) -> Option<Value<'a>> {
        let value = self.value(0, false)?;
        if let Value::Word(b"ID") = value {
            let rest = self.rest();
            let end = rest.windows(4).position(
                |four| matches!(four, [a, b'E', b'I', b] if is_blank(*a) && is_blank(*b)),
            );
            self.at += end.map_or(rest.len(), |end| end + 1);
        }
        Some(value)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.word(|byte| !matches!(byte, b'\n' | b'\r'));
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The bytes from here on of which `holds` is true.
    fn word(&mut self, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| !holds(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn value(&mut self, depth: usize, references: bool) -> Option<Value<'a>> {
        if depth > DEPTH {
            return None;
        }
        self.skip_blank();
        match self.peek()? {
            b'/' => {
                self.at += 1;
                Some(Value::Name(unescaped(self.word(is_regular))))
            }
            b'(' => Some(Value::Text(self.string())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dict(depth, references)
            }
            b'<' => {
                self.at += 1;
                let digits = self.word(|byte| byte != b'>');
                self.at += 1;
                Some(Value::Text(Cow::Owned(hex(digits))))
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.skip_blank();
                    if self.peek()? == b']' {
                        self.at += 1;
                        return Some(Value::Array(items));
                    }
                    items.push(self.value(depth + 1, references)?);
                }
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number(references)),
            byte if is_regular(byte) => Some(Value::Word(self.word(is_regular))),
            _ => {
                // A sign that closes nothing, or a brace: a word of its own.
                let start = self.at;
                self.at += 1;
                self.bytes.get(start..self.at).map(Value::Word)
            }
        }
    }

    fn dict(&mut self, depth: usize, references: bool) -> Option<Value<'a>> {
        let mut entries = Vec::new();
        loop {
            self.skip_blank();
            match self.peek()? {
                b'>' => {
                    self.at += 2;
                    return Some(Value::Dict(Dict(entries)));
                }
                b'/' => {
                    self.at += 1;
                    let key = unescaped(self.word(is_regular));
                    entries.push((key, self.value(depth + 1, references)?));
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self, references: bool) -> Value<'a> {
        let word = self.word(is_regular);
        if references && word.iter().all(u8::is_ascii_digit) {
            let mut ahead = self.clone();
            ahead.skip_blank();
            let generation = ahead.word(|byte| byte.is_ascii_digit());
            ahead.skip_blank();
            if !generation.is_empty()
                && ahead.word(is_regular) == b"R"
                && let Some(number) = ascii(word).and_then(|word| word.parse().ok())
            {
                self.at = ahead.at;
                return Value::Reference(number);
            }
        }
        decimal(word).map_or(Value::Word(word), Value::Number)
    }

    fn string(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let start = self.at;
        // Most strings are what they say.
        let plain = self.word(|byte| !matches!(byte, b'(' | b')' | b'\\' | b'\r'));
        if self.peek() == Some(b')') {
            self.at += 1;
            return Cow::Borrowed(plain);
        }
        self.at = start;
        let mut out = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    out.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                break;
            }
            out.push(byte);
        }
        Cow::Owned(out)
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code.wrapping_mul(8).wrapping_add(digit - b'0');
                    self.at += 1;
                }
                Some(code)
            }
            other => Some(other),
        }
    }
}

/// Whether a byte parts words and means nothing more.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Whether a byte is a part of a word. Asked of every byte of the content, so that it is looked up.
fn is_regular(byte: u8) -> bool {
    REGULAR.get(usize::from(byte)).copied().unwrap_or_default()
}

const REGULAR: [bool; 256] = {
    let mut table = [true; 256];
    let parting = b"\0\t\n\x0c\r ()<>[]{}/%";
    let mut index = 0;
    while index < parting.len() {
        table[parting[index] as usize] = false;
        index += 1;
    }
    table
};

/// A name with `#20` and the like read.
fn unescaped(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .filter(|_| *first == b'#')
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match code {
            Some(digits) => {
                out.extend(hex(digits));
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(out)
}

/// The bytes of hexadecimal digits; a digit that is missing is a zero.
fn hex(digits: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut high = None;
    let values = digits.iter().filter_map(|digit| {
        let value = char::from(*digit).to_digit(16)?;
        u8::try_from(value).ok()
    });
    for value in values {
        match high.take() {
            Some(high) => out.push(high << 4 | value),
            None => high = Some(value),
        }
    }
    out.extend(high.map(|high| high << 4));
    out
}

fn ascii(word: &[u8]) -> Option<&str> {
    std::str::from_utf8(word).ok()
}

/// A number without an exponent: most are short, and read faster so than by the library.
fn decimal(word: &[u8]) -> Option<f64> {
    let (negative, digits) = match word {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, word),
    };
    let mut value = 0.0;
    let mut scale = 0.0;
    let mut seen = false;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= 10.0;
            }
            b'.' if scale == 0.0 => scale = 1.0,
            _ => return None,
        }
    }
    if scale > 1.0 {
        value /= scale;
    }
    seen.then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Value<'_>> {
        let mut lexer = Lexer::new(bytes);
        std::iter::from_fn(|| lexer.content()).collect()
    }

    fn text(bytes: &[u8]) -> Value<'_> {
        Value::Text(Cow::Borrowed(bytes))
    }

    #[test]
    fn content_is_read_value_by_value() {
        assert_eq!(
            read(b"q -1.5 +.25 12 cm % note\n[(a\\(b\\)) <41 4> -3]TJ /F#31 12 Tf"),
            [
                Value::Word(b"q"),
                Value::Number(-1.5),
                Value::Number(0.25),
                Value::Number(12.0),
                Value::Word(b"cm"),
                Value::Array(vec![text(b"a(b)"), text(b"A@"), Value::Number(-3.0)]),
                Value::Word(b"TJ"),
                Value::Name(Cow::Borrowed(b"F1")),
                Value::Number(12.0),
                Value::Word(b"Tf"),
            ]
        );
        assert_eq!(
            read(b"(a(b)c\\101\\\nd\\n) (e"),
            [text(b"a(b)cAd\n"), text(b"e")]
        );
    }

    #[test]
    fn the_data_of_an_image_is_no_content() {
        assert_eq!(
            read(b"BI /W 1 ID \x00(<< EI Q").last(),
            Some(&Value::Word(b"Q"))
        );
    }

    #[test]
    fn an_object_has_references() {
        let mut lexer = Lexer::new(b"<</Kids[1 0 R 2 0 R]/Count 2/Up 3 0 R>> endobj");
        let object = lexer.object().unwrap();
        let dict = object.dict().unwrap();
        let kids = Value::Array(vec![Value::Reference(1), Value::Reference(2)]);
        assert_eq!(dict.get(b"Kids"), Some(&kids));
        assert_eq!(dict.get(b"Count").and_then(Value::count), Some(2));
        assert_eq!(dict.get(b"Up").and_then(Value::reference), Some(3));
        assert_eq!(lexer.object(), Some(Value::Word(b"endobj")));
    }

    #[test]
    fn broken_input_ends_the_reading() {
        for broken in [
            &b"<</A"[..],
            b"<<A B>>",
            b"[1 2",
            b"<</A 1",
            &b"[".repeat(100_000),
        ] {
            assert_eq!(Lexer::new(broken).object(), None);
        }
        assert_eq!(Lexer::new(b"1.2.3").object(), Some(Value::Word(b"1.2.3")));
    }
}
