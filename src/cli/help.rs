//! The help pages in Arabic, built only when one is asked for: `help.ar.toml`.

use std::collections::HashMap;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
use serde::Deserialize;

// What clap itself writes on a page.
const USAGE: &str = "الاستعمال:";
const COMMANDS: &str = "الأوامر";
const ARGUMENTS: &str = "المعطيات";
const OPTIONS: &str = "الخيارات";
const VALUES: &str = "القيم:";
const DEFAULT: &str = "المعتمد ما لم يُذكر:";

const SOURCE: &str = include_str!("help.ar.toml");

/// The program's commands and arguments, with their help in Arabic.
pub fn arabic(command: Command) -> Command {
    let words: Words = toml::from_str(SOURCE).unwrap_or_default();
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(words.sentence("Print version"))
        .help_heading(OPTIONS);
    let name = command.get_name().to_owned();
    words
        .command(command, &name)
        .disable_version_flag(true)
        .arg(version)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    after: HashMap<String, String>,
    sentences: HashMap<String, String>,
}

impl Words {
    /// A sentence in Arabic; in English where it has none.
    fn sentence(&self, english: &str) -> String {
        self.sentences
            .get(english)
            .map_or_else(|| english.to_owned(), Clone::clone)
    }

    fn styled(&self, english: Option<&StyledStr>) -> Option<String> {
        english.map(|english| self.sentence(&english.to_string()))
    }

    /// A command and those below it; `path` is how it is called.
    fn command(&self, command: Command, path: &str) -> Command {
        let about = self.styled(command.get_about());
        let long = self.styled(command.get_long_about());
        let help = Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(self.sentence("Print help (see a summary with '-h')"))
            .help_heading(OPTIONS);
        let mut command = command
            .help_template(format!(
                "{{about-with-newline}}\n{USAGE} {{usage}}\n\n{{all-args}}{{after-help}}"
            ))
            .subcommand_help_heading(COMMANDS)
            .disable_help_flag(true)
            .mut_args(|arg| self.argument(arg))
            .mut_subcommands(|below| {
                let path = format!("{path} {}", below.get_name());
                self.command(below, &path)
            })
            .arg(help);
        if let Some(about) = about {
            command = command.about(about);
        }
        if let Some(long) = long {
            command = command.long_about(long);
        }
        match self.after.get(path) {
            Some(after) => command.after_help(after.clone()),
            None => command,
        }
    }

    /// clap writes “possible values” and “default” in English; they are written out here.
    fn argument(&self, arg: Arg) -> Arg {
        let text = self.styled(arg.get_help()).unwrap_or_default();
        let heading = if arg.is_positional() {
            ARGUMENTS
        } else {
            OPTIONS
        };
        let takes = arg.get_action().takes_values();
        let values: Vec<(String, Option<String>)> = arg
            .get_possible_values()
            .iter()
            .filter(|value| takes && !value.is_hide_set())
            .map(|value| (value.get_name().to_owned(), self.styled(value.get_help())))
            .collect();
        let default: Vec<_> = arg
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        let (mut short, mut long) = (text.clone(), text);
        if !values.is_empty() {
            let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
            short.push_str(&format!(" [{VALUES} {}]", names.join("، ")));
            long.push_str(&format!("\n\n{VALUES}"));
            for (name, about) in &values {
                let about = about
                    .as_ref()
                    .map_or_else(String::new, |a| format!(": {a}"));
                long.push_str(&format!("\n- {name}{about}"));
            }
        }
        if !default.is_empty() {
            let default = format!("[{DEFAULT} {}]", default.join("، "));
            short.push_str(&format!(" {default}"));
            long.push_str(&format!("\n\n{default}"));
        }
        arg.help(short)
            .long_help(long)
            .help_heading(heading)
            .hide_possible_values(takes)
            .hide_default_value(takes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// What a page says in English: its sentences, and what follows it by its command.
    fn collect(
        command: &Command,
        path: &str,
        sentences: &mut BTreeSet<String>,
        after: &mut BTreeSet<String>,
    ) {
        let mut add = |text: Option<&StyledStr>, what: &str| {
            let text = text.unwrap_or_else(|| panic!("{path}: {what} has no help"));
            sentences.insert(text.to_string());
        };
        add(command.get_about(), "the command");
        if command.get_long_about().is_some() {
            add(command.get_long_about(), "the command");
        }
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            add(arg.get_help(), arg.get_id().as_str());
            assert!(arg.get_long_help().is_none(), "{path} {}", arg.get_id());
            for value in arg.get_possible_values() {
                if value.get_help().is_some() {
                    add(value.get_help(), value.get_name());
                }
            }
        }
        if command.get_after_help().is_some() {
            after.insert(path.to_owned());
        }
        for below in command.get_subcommands() {
            let path = format!("{path} {}", below.get_name());
            collect(below, &path, sentences, after);
        }
    }

    #[test]
    fn every_page_has_its_arabic_and_no_arabic_is_left_over() {
        let (mut sentences, mut after) = (BTreeSet::new(), BTreeSet::new());
        collect(&Cli::command(), "taqdir", &mut sentences, &mut after);
        // clap makes these two arguments by itself.
        sentences.insert("Print help (see a summary with '-h')".to_owned());
        sentences.insert("Print version".to_owned());
        let words: Words = toml::from_str(SOURCE).unwrap();
        let known: BTreeSet<String> = words.sentences.keys().cloned().collect();
        let missing: Vec<_> = sentences.difference(&known).collect();
        let left_over: Vec<_> = known.difference(&sentences).collect();
        assert!(missing.is_empty(), "no Arabic for {missing:#?}");
        assert!(left_over.is_empty(), "Arabic for nothing: {left_over:#?}");
        let known: BTreeSet<String> = words.after.keys().cloned().collect();
        assert_eq!(known, after);
    }

    /// The commands, options and values that a page names.
    fn names(command: &Command) -> Vec<String> {
        let args = command.get_arguments().filter(|arg| !arg.is_hide_set());
        let mut names: Vec<String> = args
            .flat_map(|arg| {
                let values = arg.get_possible_values();
                let values = values.iter().map(|value| value.get_name().to_owned());
                let own = arg.get_long().map(|long| format!("--{long}"));
                own.into_iter().chain(values).collect::<Vec<_>>()
            })
            .collect();
        let below = command.get_subcommands();
        names.extend(below.map(|below| below.get_name().to_owned()));
        names
    }

    #[test]
    fn a_page_in_arabic_names_all_that_the_english_one_names() {
        fn pages(english: &Command, arabic: &mut Command) {
            let page = arabic.render_long_help().to_string();
            for name in names(english) {
                assert!(page.contains(&name), "{name}:\n{page}");
            }
            for word in ["Usage", "Options", "Possible", "default", "Print"] {
                assert!(!page.contains(word), "{word}:\n{page}");
            }
            for below in english.get_subcommands() {
                let arabic = arabic.find_subcommand_mut(below.get_name()).unwrap();
                pages(below, arabic);
            }
        }
        let mut english = Cli::command();
        english.build();
        let mut arabic = arabic(Cli::command());
        arabic.build();
        pages(&english, &mut arabic);
    }
}
