//! A change of a file as a unified diff.

use similar::TextDiff;

/// The diff from `before` to `after`, as `patch` takes it.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(name, name)
        .to_string()
}
