//! The size of a page image. Without it a program that takes the image in guesses one, and a page of A4
//! comes out half as large again.

/// What a PNG begins with: its signature and the chunk that says how many dots it has.
const HEAD: usize = 8 + 25;

/// A PNG that says how large it is on paper; `scale` is how many dots it has to the point.
pub(super) fn sized(mut png: Vec<u8>, scale: f64) -> Vec<u8> {
    // Dots to the metre, as the format wants them.
    let dots = format!("{:.0}", scale * 72.0 / 0.0254);
    let Ok(dots) = dots.parse::<u32>() else {
        return png;
    };
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(dots.to_be_bytes());
    chunk.extend(dots.to_be_bytes());
    chunk.push(1);
    let sum = checksum(&chunk);
    let length = 9_u32.to_be_bytes();
    if png.len() > HEAD {
        let whole = length.into_iter().chain(chunk).chain(sum.to_be_bytes());
        png.splice(HEAD..HEAD, whole);
    }
    png
}

/// The checksum of a chunk (ISO 3309), bit by bit: the chunk has thirteen bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
        })
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use tiny_skia::Pixmap;

    #[test]
    fn an_image_says_how_large_it_is() {
        // The known checksum of a chunk without content.
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
        let plain = Pixmap::new(4, 3).unwrap().encode_png().unwrap();
        let sized = sized(plain.clone(), 2.0);
        assert_eq!(sized.len(), plain.len() + 21);
        // 144 dots to the inch.
        assert_eq!(&sized[HEAD + 4..HEAD + 12], b"pHYs\x00\x00\x16\x25");
        assert_eq!(Pixmap::decode_png(&sized).unwrap().width(), 4);
        assert_eq!(super::sized(Vec::new(), 2.0), b"");
    }
}
