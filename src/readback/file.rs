//! PDF bytes → objects, streams and pages.
//!
//! Objects are found where they stand, not through the table at the end of the file: a file
//! that a program has changed or cut short is then read as far as it goes.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use memchr::memmem::{find, find_iter};

use super::syntax::{Dict, Lexer, Value, is_blank};
use crate::diagnostic::{Say, say};

/// No stream is unpacked beyond this: a small file may say that it holds anything.
const MOST: u64 = 1 << 28;
/// How deep the tree of the pages may be.
const DEPTH: usize = 32;

/// A file whose objects can be looked up.
#[derive(Debug)]
pub struct File<'a> {
    /// What follows `12 0 obj`, or what stands for it among packed objects.
    objects: HashMap<u32, &'a [u8]>,
}

/// A page: its content, and what the content may name.
#[derive(Debug)]
pub struct Page<'a> {
    /// The streams of its content, run together.
    pub content: Vec<u8>,
    /// Fonts, forms and the like.
    pub resources: Option<Dict<'a>>,
}

/// The contents of the streams in which a file has packed objects, for [`File::new`].
pub fn packed(bytes: &[u8]) -> Vec<Vec<u8>> {
    if find(bytes, b"/ObjStm").is_none() {
        return Vec::new();
    }
    let file = File::new(bytes, &[]);
    let mut numbers: Vec<&u32> = file.objects.keys().collect();
    numbers.sort_unstable();
    numbers
        .into_iter()
        .filter_map(|number| {
            let (dict, data) = file.stream(*number)?;
            if dict.get(b"Type")?.name()? != b"ObjStm" {
                return None;
            }
            // Numbers and places come first, then the objects: what this program needs is put
            // before them, in the same notation.
            let head = format!(
                "{} {} ",
                dict.get(b"N")?.count()?,
                dict.get(b"First")?.count()?
            );
            let mut content = head.into_bytes();
            content.extend(unpacked(&file, &dict, data)?);
            Some(content)
        })
        .collect()
}

impl<'a> File<'a> {
    /// Finds the objects of a file, and those that are `packed` in it.
    pub fn new(bytes: &'a [u8], packed: &'a [Vec<u8>]) -> Self {
        let mut objects = HashMap::new();
        for at in find_iter(bytes, b" obj") {
            if let (Some(number), Some(rest)) = (numbered(bytes, at), bytes.get(at + 4..)) {
                // An object that stands twice has been changed: the later one counts.
                objects.insert(number, rest);
            }
        }
        for content in packed {
            unpack(content, &mut objects);
        }
        Self { objects }
    }

    /// The value of an object.
    pub fn get(&self, number: u32) -> Option<Value<'a>> {
        Lexer::new(self.objects.get(&number)?).object()
    }

    /// What a value is, or refers to.
    pub fn resolved(&self, value: &Value<'a>) -> Option<Value<'a>> {
        match value {
            Value::Reference(number) => self.get(*number),
            other => Some(other.clone()),
        }
    }

    /// The dictionary under a key.
    pub fn dict(&self, of: &Dict<'a>, key: &[u8]) -> Option<Dict<'a>> {
        match self.resolved(of.get(key)?)? {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The dictionary of a stream, and its data unpacked.
    pub fn content(&self, number: u32) -> Option<(Dict<'a>, Vec<u8>)> {
        let (dict, data) = self.stream(number)?;
        let content = unpacked(self, &dict, data)?;
        Some((dict, content))
    }

    /// The pages, in their order.
    ///
    /// # Errors
    /// What is wrong with the file, where it has none that can be read.
    pub fn pages(&self, bytes: &'a [u8]) -> Result<Vec<Page<'a>>, Say> {
        let trailer = self.trailer(bytes);
        if trailer
            .as_ref()
            .is_some_and(|trailer| trailer.get(b"Encrypt").is_some())
        {
            return Err(say!(en "it is encrypted", ar "هو مشفّر"));
        }
        let root = trailer
            .and_then(|trailer| self.dict(&trailer, b"Root"))
            .ok_or_else(|| say!(en "it has no catalogue of its contents", ar "لا فهرس لمحتوياته"))?;
        let mut pages = Vec::new();
        if let Some(top) = root.get(b"Pages").and_then(Value::reference) {
            self.collect(top, None, 0, &mut pages);
        }
        if pages.is_empty() {
            return Err(say!(en "it has no pages", ar "لا صفحات فيه"));
        }
        Ok(pages)
    }

    fn collect(
        &self,
        node: u32,
        inherited: Option<&Dict<'a>>,
        depth: usize,
        into: &mut Vec<Page<'a>>,
    ) {
        let Some(Value::Dict(dict)) = self.get(node) else {
            return;
        };
        let own = self.dict(&dict, b"Resources");
        let resources = own.as_ref().or(inherited);
        match dict.get(b"Kids").and_then(|kids| self.resolved(kids)) {
            Some(Value::Array(kids)) if depth < DEPTH => {
                for kid in kids.iter().filter_map(Value::reference) {
                    self.collect(kid, resources, depth + 1, into);
                }
            }
            Some(_) => {}
            None => into.push(Page {
                content: self.joined(dict.get(b"Contents")).unwrap_or_default(),
                resources: resources.cloned(),
            }),
        }
    }

    fn joined(&self, contents: Option<&Value<'a>>) -> Option<Vec<u8>> {
        let parts = match contents? {
            Value::Reference(number) => match self.get(*number)? {
                Value::Array(parts) => parts,
                _ => return Some(self.content(*number)?.1),
            },
            Value::Array(parts) => parts.clone(),
            _ => return None,
        };
        let mut joined = Vec::new();
        for part in parts.iter().filter_map(Value::reference) {
            joined.extend(self.content(part)?.1);
            joined.push(b'\n');
        }
        Some(joined)
    }

    /// The last trailer that names a catalogue, or the stream that stands for a trailer.
    fn trailer(&self, bytes: &'a [u8]) -> Option<Dict<'a>> {
        let named = |value: Option<Value<'a>>| match value {
            Some(Value::Dict(dict)) if dict.get(b"Root").is_some() => Some(dict),
            _ => None,
        };
        let mut rest = bytes;
        let mut found = None;
        while let Some(at) = find(rest, b"trailer") {
            rest = rest.get(at + 7..)?;
            found = named(Lexer::new(rest).object()).or(found);
        }
        found.or_else(|| {
            let mut numbers: Vec<u32> = self.objects.keys().copied().collect();
            numbers.sort_unstable();
            numbers
                .into_iter()
                .rev()
                .find_map(|number| named(self.get(number)))
        })
    }

    /// The dictionary of a stream, and its data as it is stored.
    fn stream(&self, number: u32) -> Option<(Dict<'a>, &'a [u8])> {
        let mut lexer = Lexer::new(self.objects.get(&number)?);
        let Some(Value::Dict(dict)) = lexer.object() else {
            return None;
        };
        if lexer.object()? != Value::Word(b"stream") {
            return None;
        }
        let data = lexer.rest();
        let data = data
            .strip_prefix(b"\r\n")
            .or(data.strip_prefix(b"\n"))
            .unwrap_or(data);
        let length = dict
            .get(b"Length")
            .and_then(|length| self.resolved(length))
            .and_then(|length| length.count())
            .filter(|length| *length <= data.len())
            .or_else(|| find(data, b"endstream"))?;
        Some((dict, data.get(..length)?))
    }
}

/// The number of the object that begins at ` obj`: `12 0 obj`.
fn numbered(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(20)..at)?;
    let mut words = before
        .rsplit(|byte| !byte.is_ascii_digit())
        .map(|word| std::str::from_utf8(word).unwrap_or_default());
    words.next()?.parse::<u32>().ok()?;
    words.next()?.parse().ok()
}

/// Adds the objects of a stream whose content begins with how many there are, and where.
fn unpack<'a>(content: &'a [u8], objects: &mut HashMap<u32, &'a [u8]>) {
    let mut lexer = Lexer::new(content);
    let mut next = || lexer.content()?.count().map(|count| (count, lexer.rest()));
    let (Some((count, _)), Some((first, mut body))) = (next(), next()) else {
        return;
    };
    if body.first().is_some_and(|byte| is_blank(*byte)) {
        body = body.get(1..).unwrap_or_default();
    }
    for _ in 0..count {
        let (Some((number, _)), Some((place, _))) = (next(), next()) else {
            return;
        };
        if let (Ok(number), Some(object)) = (u32::try_from(number), body.get(first + place..)) {
            objects.entry(number).or_insert(object);
        }
    }
}

/// The data of a stream as it was before it was packed; none where the filter is not known.
fn unpacked<'a>(file: &File<'a>, dict: &Dict<'a>, data: &[u8]) -> Option<Vec<u8>> {
    let filters = match dict.get(b"Filter").map(|filter| file.resolved(filter)) {
        None => Vec::new(),
        Some(Some(Value::Array(filters))) => filters,
        Some(filter) => vec![filter?],
    };
    let mut data = data.to_vec();
    for filter in &filters {
        if !matches!(filter.name()?, b"FlateDecode" | b"Fl") {
            return None;
        }
        let mut out = Vec::with_capacity(4 * data.len());
        // What was unpacked before an error is kept: the rest of the file says what is missing.
        let result = ZlibDecoder::new(data.as_slice())
            .take(MOST)
            .read_to_end(&mut out);
        if result.is_err() && out.is_empty() {
            return None;
        }
        data = out;
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn pages(bytes: &[u8]) -> Result<Vec<String>, String> {
        let packed = packed(bytes);
        let file = File::new(bytes, &packed);
        let pages = file.pages(bytes).map_err(|error| error.en)?;
        let text = |page: Page<'_>| String::from_utf8(page.content).unwrap();
        Ok(pages.into_iter().map(text).collect())
    }

    const PLAIN: &str = "%PDF-1.4\n1 0 obj <</Pages 2 0 R>> endobj\n\
        2 0 obj <</Kids[3 0 R 5 0 R]/Resources<</Font<<>>>>>> endobj\n\
        3 0 obj <</Contents 4 0 R>> endobj\n4 0 obj <</Length 9 0 R>> stream\none\nendstream endobj\n\
        5 0 obj <</Contents[6 0 R 4 0 R]>> endobj\n6 0 obj <</Length 3>>stream\r\ntwo\nendstream\n\
        9 0 obj 3 endobj\ntrailer <</Root 1 0 R>>";

    #[test]
    fn pages_come_in_the_order_of_their_tree() {
        assert_eq!(pages(PLAIN.as_bytes()).unwrap(), ["one", "two\none\n"]);
        let later = format!("{PLAIN}\n3 0 obj <</Contents 6 0 R>> endobj");
        assert_eq!(pages(later.as_bytes()).unwrap(), ["two", "two\none\n"]);
    }

    #[test]
    fn packed_objects_are_found_as_others_are() {
        let mut zip = ZlibEncoder::new(Vec::new(), Compression::fast());
        let objects = "<</Pages 2 0 R>> <</Kids[3 0 R]>> <</Contents 4 0 R>>";
        write!(zip, "1 0 2 17 3 34 {objects}").unwrap();
        let data = zip.finish().unwrap();
        let mut file = b"%PDF-1.5\n4 0 obj <</Length 3>>stream\none\nendstream endobj\n".to_vec();
        file.extend(
            format!(
                "7 0 obj <</Type/ObjStm/N 3/First 14/Filter/FlateDecode/Length {}>>stream\n",
                data.len()
            )
            .bytes(),
        );
        file.extend(&data);
        file.extend(
            b"\nendstream endobj\n8 0 obj <</Type/XRef/Root 1 0 R>>stream\nendstream endobj",
        );
        assert_eq!(pages(&file).unwrap(), ["one"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let no_pages = pages(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>");
        assert_eq!(no_pages.unwrap_err(), "it has no pages");
        let locked = PLAIN.replace("<</Root", "<</Encrypt 9 0 R/Root");
        assert_eq!(pages(locked.as_bytes()).unwrap_err(), "it is encrypted");
        let round = PLAIN.replace("3 0 R 5 0 R", "2 0 R");
        assert_eq!(pages(round.as_bytes()).unwrap_err(), "it has no pages");
        for end in 0..PLAIN.len() {
            let _ = pages(&PLAIN.as_bytes()[..end]);
        }
    }
}
