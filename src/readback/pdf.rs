//! PDF bytes → pages of text, as a program gets it that heeds the structure of the file: the
//! order of the content, the texts of the glyphs, `/ActualText` and `/ReversedChars`.

use std::collections::HashMap;

use super::file::{File, packed};
use super::syntax::{Dict, Lexer, Value};
use crate::diagnostic::Say;

/// How deep forms may lie in forms.
const DEPTH: usize = 8;

/// Reads the text of every page.
///
/// # Errors
/// What is wrong with the file, where it is no PDF that can be read.
pub fn pages(bytes: &[u8]) -> Result<Vec<String>, Say> {
    let packed = packed(bytes);
    let file = File::new(bytes, &packed);
    let mut fonts = Fonts::default();
    let pages = file.pages(bytes)?;
    Ok(pages
        .iter()
        .map(|page| {
            let mut reader = Reader {
                file: &file,
                fonts: &mut fonts,
                out: String::new(),
                flow: Flow::default(),
            };
            reader.read(&page.content, page.resources.as_ref(), 0);
            reader.out
        })
        .collect())
}

/// The texts of glyphs by font, read once a file: for each code its own.
#[derive(Default)]
struct Fonts(HashMap<u32, Vec<String>>);

/// Where in the content the reader is.
#[derive(Default)]
struct Flow {
    font: Option<u32>,
    /// The height of the coordinates, and those put aside.
    height: f64,
    heights: Vec<f64>,
    /// What is open: an actual text, reversed characters, or anything else.
    open: Vec<Open>,
    /// What one text object has shown.
    shown: Vec<Shown>,
    /// The height of the last text, and whether a new piece of content has begun since.
    last: Option<f64>,
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

struct Reader<'f, 'a> {
    file: &'f File<'a>,
    fonts: &'f mut Fonts,
    out: String,
    flow: Flow,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self, content: &[u8], resources: Option<&Dict<'a>>, depth: usize) {
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::new();
        while let Some(value) = lexer.content() {
            let Value::Word(operator) = value else {
                operands.push(value);
                continue;
            };
            self.operate(operator, &operands, resources, depth);
            operands.clear();
        }
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Value<'_>],
        resources: Option<&Dict<'a>>,
        depth: usize,
    ) {
        match operator {
            b"q" => self.flow.heights.push(self.flow.height),
            b"Q" => self.flow.height = self.flow.heights.pop().unwrap_or_default(),
            b"cm" => {
                self.flow.height += operands.get(5).and_then(Value::number).unwrap_or_default();
            }
            b"BDC" | b"BMC" => self.begin(operands),
            b"EMC" => {
                self.flow.open.pop();
            }
            b"Tf" => {
                let name = operands.first().and_then(Value::name);
                self.flow.font = name.and_then(|name| self.font(resources, name));
            }
            b"Tj" | b"TJ" => self.show(operands),
            b"ET" => self.end(),
            b"Do" if depth < DEPTH => {
                let name = operands.first().and_then(Value::name);
                if let Some((dict, content)) = name.and_then(|name| self.form(resources, name)) {
                    let inner = self.file.dict(&dict, b"Resources");
                    self.read(&content, inner.as_ref().or(resources), depth + 1);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, operands: &[Value<'_>]) {
        let tag = operands.first().and_then(Value::name);
        let properties = operands.get(1).and_then(Value::dict);
        let actual = properties.and_then(|properties| properties.get(b"ActualText"));
        self.flow.open.push(match (actual, tag) {
            (Some(Value::Text(text)), _) => {
                self.flow.shown.push(Shown {
                    text: decoded(text),
                    reversed: false,
                });
                Open::Actual
            }
            (_, Some(b"ReversedChars")) => Open::Reversed,
            _ => {
                self.flow.parted = true;
                Open::Other
            }
        });
    }

    fn show(&mut self, operands: &[Value<'_>]) {
        let flow = &mut self.flow;
        if flow.open.contains(&Open::Actual) {
            return;
        }
        let Some(map) = flow.font.and_then(|font| self.fonts.0.get(&font)) else {
            return;
        };
        let reversed = flow.open.contains(&Open::Reversed);
        let mut text = String::new();
        let mut show = |codes: &[u8]| {
            let of = |code: &[u8]| Some(u16::from_be_bytes(code.try_into().ok()?));
            let texts = codes
                .chunks_exact(2)
                .filter_map(|code| map.get(usize::from(of(code)?)));
            if reversed {
                texts.rev().for_each(|glyph| text.push_str(glyph));
            } else {
                texts.for_each(|glyph| text.push_str(glyph));
            }
        };
        let strings = operands.iter().flat_map(|operand| match operand {
            Value::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        });
        let codes = strings.filter_map(|string| match string {
            Value::Text(codes) => Some(codes.as_ref()),
            _ => None,
        });
        if reversed {
            codes.rev().for_each(&mut show);
        } else {
            codes.for_each(&mut show);
        }
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

    fn font(&mut self, resources: Option<&Dict<'a>>, name: &[u8]) -> Option<u32> {
        let fonts = self.file.dict(resources?, b"Font")?;
        let font = fonts.get(name)?.reference()?;
        if !self.fonts.0.contains_key(&font) {
            let map = self.to_unicode(font).unwrap_or_default();
            self.fonts.0.insert(font, map);
        }
        Some(font)
    }

    fn to_unicode(&self, font: u32) -> Option<Vec<String>> {
        let object = self.file.get(font)?;
        let map = object.dict()?.get(b"ToUnicode")?.reference()?;
        let (_, cmap) = self.file.content(map)?;
        Some(texts(&cmap))
    }

    fn form(&self, resources: Option<&Dict<'a>>, name: &[u8]) -> Option<(Dict<'a>, Vec<u8>)> {
        let forms = self.file.dict(resources?, b"XObject")?;
        let number = forms.get(name)?.reference()?;
        // A picture is not unpacked to find that it is none.
        let object = self.file.get(number)?;
        if object.dict()?.get(b"Subtype")?.name()? != b"Form" {
            return None;
        }
        self.file.content(number)
    }
}

/// A text as the dictionaries of a PDF hold it.
fn decoded(text: &[u8]) -> String {
    if let Some(wide) = text.strip_prefix(b"\xfe\xff") {
        return String::from_utf16_lossy(&units(wide));
    }
    match text.strip_prefix(b"\xef\xbb\xbf") {
        Some(text) => String::from_utf8_lossy(text).into_owned(),
        None => text.iter().copied().map(char::from).collect(),
    }
}

/// The texts of the codes that a ToUnicode map lists, one by one or in ranges.
fn texts(cmap: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |code: u16, text: &[u16]| {
        let code = usize::from(code);
        if found.len() <= code {
            found.resize(code + 1, String::new());
        }
        if let Some(place) = found.get_mut(code) {
            *place = String::from_utf16_lossy(text);
        }
    };
    let mut lexer = Lexer::new(cmap);
    let mut ranges = false;
    let mut codes: Vec<Vec<u16>> = Vec::new();
    while let Some(value) = lexer.content() {
        match value {
            Value::Word(word @ (b"beginbfchar" | b"beginbfrange")) => {
                ranges = word == b"beginbfrange";
                codes.clear();
            }
            Value::Text(text) => codes.push(units(&text)),
            // A range may list its texts.
            Value::Array(texts) => {
                if let [from, _] = codes.as_slice()
                    && let [from] = from.as_slice()
                {
                    for (code, text) in (*from..).zip(&texts) {
                        if let Value::Text(text) = text {
                            add(code, &units(text));
                        }
                    }
                }
                codes.clear();
            }
            _ => continue,
        }
        match codes.as_slice() {
            [code, text] if !ranges => {
                if let [code] = code.as_slice() {
                    add(*code, text);
                }
                codes.clear();
            }
            [from, to, text] => {
                if let ([from], [to]) = (from.as_slice(), to.as_slice()) {
                    for code in *from..=*to {
                        let mut text = text.clone();
                        if let Some(last) = text.last_mut() {
                            *last = last.wrapping_add(code - from);
                        }
                        add(code, &text);
                    }
                }
                codes.clear();
            }
            _ => {}
        }
    }
    found
}

fn units(bytes: &[u8]) -> Vec<u16> {
    bytes
        .chunks_exact(2)
        .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_lists_codes_one_by_one_and_in_ranges() {
        let map = texts(
            b"2 beginbfchar <0001> <0041> <0002><06440627> endbfchar\n\
             2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0078><0079>] endbfrange",
        );
        assert_eq!(map, ["", "A", "لا", "a", "b", "c", "x", "y"]);
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(pages(b"%PDF-1.7 and nothing more").is_err());
    }
}
