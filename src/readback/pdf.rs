//! PDF bytes → pages of text, as a program gets it that heeds the structure of the file: the
//! order of the content, the texts of the glyphs, `/ActualText` and `/ReversedChars`.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// How deep forms may lie in forms.
const DEPTH: usize = 8;

/// Reads the text of every page.
///
/// # Errors
/// What is wrong with the file, where it is no PDF that can be read.
pub fn pages(bytes: &[u8]) -> Result<Vec<String>, lopdf::Error> {
    let document = Document::load_mem(bytes)?;
    let mut fonts = Fonts::default();
    document
        .get_pages()
        .into_values()
        .map(|page| page_text(&document, page, &mut fonts))
        .collect()
}

fn page_text(
    document: &Document,
    page: ObjectId,
    fonts: &mut Fonts,
) -> Result<String, lopdf::Error> {
    let (own, inherited) = document.get_page_resources(page)?;
    let resources = own.or_else(|| {
        inherited
            .first()
            .and_then(|id| document.get_dictionary(*id).ok())
    });
    let mut reader = Reader {
        document,
        fonts,
        out: String::new(),
        flow: Flow::default(),
    };
    reader.read(&document.get_page_content(page), resources, 0)?;
    Ok(reader.out)
}

/// The texts of glyphs by font, read once a file.
#[derive(Default)]
struct Fonts(HashMap<ObjectId, BTreeMap<u16, String>>);

/// Where in the content the reader is.
#[derive(Default)]
struct Flow {
    font: Option<ObjectId>,
    /// The height of the coordinates, and those put aside.
    height: f32,
    heights: Vec<f32>,
    /// What is open: an actual text, reversed characters, or anything else.
    open: Vec<Open>,
    /// What one text object has shown.
    shown: Vec<Shown>,
    /// The height of the last text, and whether a new piece of content has begun since.
    last: Option<f32>,
    parted: bool,
}

#[derive(PartialEq, Clone, Copy)]
enum Open {
    Actual,
    Reversed,
    Other,
}

struct Shown {
    text: String,
    reversed: bool,
}

struct Reader<'a> {
    document: &'a Document,
    fonts: &'a mut Fonts,
    out: String,
    flow: Flow,
}

impl Reader<'_> {
    fn read(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        depth: usize,
    ) -> Result<(), lopdf::Error> {
        for operation in Content::decode(content)?.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => self.flow.heights.push(self.flow.height),
                "Q" => self.flow.height = self.flow.heights.pop().unwrap_or_default(),
                "cm" => self.flow.height += operands.get(5).map_or(0.0, number),
                "BDC" | "BMC" => self.begin(&operation),
                "EMC" => {
                    self.flow.open.pop();
                }
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    self.flow.font = name.and_then(|name| self.font(resources, name));
                }
                "Tj" | "TJ" => self.show(operands),
                "ET" => self.end(),
                "Do" if depth < DEPTH => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    if let Some((content, inner)) = name.and_then(|name| self.form(resources, name))
                    {
                        self.read(&content, inner.as_ref().or(resources), depth + 1)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn begin(&mut self, operation: &Operation) {
        let tag = operation
            .operands
            .first()
            .and_then(|tag| tag.as_name().ok());
        let properties = operation
            .operands
            .get(1)
            .and_then(|properties| properties.as_dict().ok());
        let actual = properties.and_then(|properties| properties.get(b"ActualText").ok());
        self.flow.open.push(match (actual, tag) {
            (Some(text), _) => {
                self.flow.shown.push(Shown {
                    text: lopdf::decode_text_string(text).unwrap_or_default(),
                    reversed: false,
                });
                Open::Actual
            }
            (None, Some(b"ReversedChars")) => Open::Reversed,
            _ => {
                self.flow.parted = true;
                Open::Other
            }
        });
    }

    fn show(&mut self, operands: &[Object]) {
        let flow = &mut self.flow;
        if flow.open.contains(&Open::Actual) {
            return;
        }
        let Some(map) = flow.font.and_then(|font| self.fonts.0.get(&font)) else {
            return;
        };
        let strings = operands.iter().flat_map(|operand| match operand {
            Object::Array(items) => items.iter().collect(),
            other => vec![other],
        });
        let glyphs: Vec<&str> = strings
            .filter_map(|string| string.as_str().ok())
            .flat_map(|codes| codes.chunks_exact(2))
            .filter_map(|code| map.get(&u16::from_be_bytes(code.try_into().ok()?)))
            .map(String::as_str)
            .collect();
        let reversed = flow.open.contains(&Open::Reversed);
        let text = if reversed {
            glyphs.into_iter().rev().collect()
        } else {
            glyphs.concat()
        };
        flow.shown.push(Shown { text, reversed });
    }

    /// Ends a text object: one run of a line.
    fn end(&mut self) {
        let flow = &mut self.flow;
        let mut shown = std::mem::take(&mut flow.shown);
        if shown.iter().any(|part| part.reversed) {
            shown.reverse();
        }
        let level = flow
            .last
            .is_none_or(|last| (last - flow.height).abs() < 1.0);
        if !self.out.is_empty() && (!level || flow.parted) {
            self.out.push('\n');
        }
        flow.last = Some(flow.height);
        flow.parted = false;
        self.out.extend(shown.into_iter().map(|part| part.text));
    }

    fn font(&mut self, resources: Option<&Dictionary>, name: &[u8]) -> Option<ObjectId> {
        let fonts = resources?.get_deref(b"Font", self.document).ok()?;
        let id = fonts.as_dict().ok()?.get(name).ok()?.as_reference().ok()?;
        if !self.fonts.0.contains_key(&id) {
            let map = self
                .document
                .get_dictionary(id)
                .and_then(|font| font.get_deref(b"ToUnicode", self.document))
                .and_then(Object::as_stream)
                .and_then(lopdf::Stream::get_plain_content)
                .map(|cmap| texts(&String::from_utf8_lossy(&cmap)))
                .unwrap_or_default();
            self.fonts.0.insert(id, map);
        }
        Some(id)
    }

    fn form(
        &self,
        resources: Option<&Dictionary>,
        name: &[u8],
    ) -> Option<(Vec<u8>, Option<Dictionary>)> {
        let forms = resources?.get_deref(b"XObject", self.document).ok()?;
        let form = forms.as_dict().ok()?.get_deref(name, self.document).ok()?;
        let stream = form.as_stream().ok()?;
        if stream.dict.get(b"Subtype").ok()?.as_name().ok()? != b"Form" {
            return None;
        }
        let inner = stream.dict.get_deref(b"Resources", self.document);
        let inner = inner.and_then(Object::as_dict).cloned().ok();
        Some((stream.get_plain_content().ok()?, inner))
    }
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap_or_default()
}

/// The texts of the codes that a ToUnicode map lists, one by one or in ranges.
fn texts(cmap: &str) -> BTreeMap<u16, String> {
    let mut found = BTreeMap::new();
    let mut ranges = false;
    let mut codes: Vec<Vec<u16>> = Vec::new();
    for word in cmap
        .replace('<', " <")
        .replace('>', "> ")
        .split_whitespace()
    {
        match word {
            "beginbfchar" | "beginbfrange" => {
                ranges = word == "beginbfrange";
                codes.clear();
            }
            _ => {
                let Some(hex) = word.strip_prefix('<').and_then(|hex| hex.strip_suffix('>')) else {
                    continue;
                };
                codes.push(units(hex));
                match codes.as_slice() {
                    [code, text] if !ranges => {
                        if let Some(code) = code.first() {
                            found.insert(*code, String::from_utf16_lossy(text));
                        }
                        codes.clear();
                    }
                    [from, to, text] => {
                        if let (Some(from), Some(to)) = (from.first(), to.first()) {
                            for code in *from..=*to {
                                let mut text = text.clone();
                                if let Some(last) = text.last_mut() {
                                    *last = last.wrapping_add(code - from);
                                }
                                found.insert(code, String::from_utf16_lossy(&text));
                            }
                        }
                        codes.clear();
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn units(hex: &str) -> Vec<u16> {
    hex.as_bytes()
        .chunks(4)
        .filter_map(|digits| u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_lists_codes_one_by_one_and_in_ranges() {
        let map = texts(
            "2 beginbfchar <0001> <0041> <0002><06440627> endbfchar\n\
             1 beginbfrange <0003> <0005> <0061> endbfrange",
        );
        let read: Vec<(u16, &str)> = map
            .iter()
            .map(|(code, text)| (*code, text.as_str()))
            .collect();
        assert_eq!(read, [(1, "A"), (2, "لا"), (3, "a"), (4, "b"), (5, "c")]);
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(pages(b"%PDF-1.7 and nothing more").is_err());
    }
}
