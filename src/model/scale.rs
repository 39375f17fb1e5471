//! The scales and fixed lists of the field. Sources: ODNI ICD 203 and 206, the UK PHIA
//! probability yardstick, the Admiralty (NATO AJP-2.1) system, FIRST TLP 2.0.

use super::scalar::vocabulary;

vocabulary! {
    /// Who may see it: a Traffic Light Protocol 2.0 label (FIRST), least to most restricted.
    pub enum Marking("marking") {
        /// No limit on disclosure.
        Clear = "TLP:CLEAR",
        /// The community, but no public channel.
        Green = "TLP:GREEN",
        /// The organisation and its clients, where they need to know.
        Amber = "TLP:AMBER",
        /// The organisation only.
        AmberStrict = "TLP:AMBER+STRICT",
        /// The named recipients only.
        Red = "TLP:RED",
    }

    /// The scale that likelihoods are stated on.
    pub enum Scale("scale") {
        /// US Intelligence Community Directive 203: seven bands that touch.
        Icd203 = "icd203",
        /// UK Professional Head of Intelligence Assessment yardstick: seven bands with gaps between them.
        Phia = "phia",
    }

    /// How likely: a term of the assessment's scale.
    pub enum Likelihood("likelihood") {
        /// ICD 203: 1–5%.
        AlmostNoChance = "almost-no-chance",
        /// ICD 203: 5–20%.
        VeryUnlikely = "very-unlikely",
        /// ICD 203: 20–45%. PHIA: 25–35%.
        Unlikely = "unlikely",
        /// ICD 203: 45–55%.
        RoughlyEvenChance = "roughly-even-chance",
        /// ICD 203: 55–80%. PHIA: 55–75%.
        Likely = "likely",
        /// ICD 203: 80–95%.
        VeryLikely = "very-likely",
        /// ICD 203: 95–99%. PHIA: 95% and over.
        AlmostCertain = "almost-certain",
        /// PHIA: up to 5%.
        RemoteChance = "remote-chance",
        /// PHIA: 10–20%.
        HighlyUnlikely = "highly-unlikely",
        /// PHIA: 40 to under 50%.
        RealisticPossibility = "realistic-possibility",
        /// PHIA: 80–90%.
        HighlyLikely = "highly-likely",
    }

    /// How sound the ground of a judgement is (ICD 203).
    pub enum Confidence("confidence") {
        /// Scant, questionable or fragmented information.
        Low = "low",
        /// Credible and plausible information, not enough or not corroborated enough for more.
        Moderate = "moderate",
        /// High-quality information from several sources.
        High = "high",
    }

    /// Reliability of a source in the Admiralty (NATO) system.
    pub enum Reliability("reliability") {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Reliability cannot be judged.
        F = "F",
    }

    /// How far the work on a document has come.
    pub enum Status("status") {
        /// Being written.
        Draft = "draft",
        /// Written, being reviewed.
        Review = "review",
        /// Released.
        Final = "final",
    }

    /// What the digits and months of a document look like: a language and region.
    pub enum Locale("locale") {
        /// Egypt.
        Egypt = "ar-EG",
        /// Saudi Arabia.
        SaudiArabia = "ar-SA",
        /// United Arab Emirates.
        Emirates = "ar-AE",
        /// Iraq.
        Iraq = "ar-IQ",
        /// Syria.
        Syria = "ar-SY",
        /// Lebanon.
        Lebanon = "ar-LB",
        /// Jordan.
        Jordan = "ar-JO",
        /// Algeria.
        Algeria = "ar-DZ",
        /// Tunisia.
        Tunisia = "ar-TN",
        /// Morocco.
        Morocco = "ar-MA",
    }

    /// What an actor is.
    pub enum ActorKind("actor-kind") {
        /// A person.
        Person = "person",
        /// An armed or political organisation.
        Organisation = "organisation",
        /// A group, faction or branch.
        Group = "group",
        /// A current of thought without a membership.
        Current = "current",
        /// A state or government.
        State = "state",
        /// A security service, ministry or other arm of a state.
        Agency = "agency",
        /// The army or other forces of a state, or of several.
        Forces = "forces",
        /// An international body.
        Body = "body",
        /// A newspaper, website or other outlet.
        Outlet = "outlet",
        /// A research institute.
        Institute = "institute",
    }

    /// What a relation between two actors is.
    pub enum RelationKind("relation-kind") {
        /// The first has sworn allegiance to the second.
        Allegiance = "allegiance",
        /// The first has broken away from the second.
        Split = "split",
        /// The first has disavowed the second.
        Disavowal = "disavowal",
        /// The two fight each other.
        Fighting = "fighting",
        /// The two are enemies; whether they fight is not said.
        Enmity = "enmity",
        /// The two work together.
        Cooperation = "cooperation",
        /// The two talk.
        Negotiation = "negotiation",
        /// The two compete without fighting.
        Rivalry = "rivalry",
        /// The two have become one.
        Merger = "merger",
        /// The first leads the second.
        Leadership = "leadership",
        /// The first is a member of the second.
        Membership = "membership",
    }

    /// A rung of the outcome ladder, from nothing to one organisation.
    pub enum Rung("rung") {
        /// The two are enemies or strangers.
        None = "none",
        /// Local fighters help each other as need arises.
        TacticalCooperation = "tactical-cooperation",
        /// Operations and intelligence are coordinated.
        OperationalCooperation = "operational-cooperation",
        /// A standing pact between the leaderships.
        Alliance = "alliance",
        /// One organisation under one command.
        Merger = "merger",
    }

    /// What a source is.
    pub enum SourceKind("source-kind") {
        /// A brief or paper of a research institute.
        Brief = "brief",
        /// A news item.
        News = "news",
        /// A news analysis.
        Analysis = "analysis",
        /// A newspaper's or agency's report.
        Report = "report",
        /// A document of a state or an international body.
        Official = "official",
        /// A speech.
        Speech = "speech",
        /// A letter or message.
        Letter = "letter",
        /// An interview.
        Interview = "interview",
        /// A web page.
        Web = "web",
        /// A book or a chapter of one.
        Book = "book",
    }

    /// Where the content of a source comes from, beyond what `copy_of` and `relays` say.
    pub enum Lineage("lineage") {
        /// It observed or gathered this itself.
        FirstHand = "first-hand",
        /// It argues from what others said.
        Analysis = "analysis",
        /// It passes on what others said.
        Relay = "relay",
        /// It does not say, and it cannot be told.
        Unknown = "unknown",
    }

    /// Whether words are given as spoken.
    pub enum Wording("wording") {
        /// The words as they were said or written, or as a source translated them.
        Verbatim = "verbatim",
        /// The sense in other words.
        Paraphrase = "paraphrase",
    }

    /// Where the speaker says to have it from.
    pub enum OriginKind("origin-kind") {
        /// From a person or body that is named.
        Named = "named",
        /// From somebody who is not named.
        Anonymous = "anonymous",
        /// The speaker does not say.
        Unknown = "unknown",
    }

    /// Whether the thing an indicator stands for has been seen.
    pub enum IndicatorStatus("indicator-status") {
        /// Seen.
        Observed = "observed",
        /// First signs of it.
        Emerging = "emerging",
        /// Looked for and not seen.
        NotObserved = "not-observed",
        /// Seen once, no longer.
        Receded = "receded",
        /// Not known.
        Unknown = "unknown",
    }

    /// Where an indicator is going.
    pub enum Trend("trend") {
        /// More of it.
        Rising = "rising",
        /// No change.
        Steady = "steady",
        /// Less of it.
        Falling = "falling",
        /// Not known.
        Unknown = "unknown",
    }

    /// How much a factor counts.
    pub enum Weight("weight") {
        /// It counts a little.
        Minor = "minor",
        /// It counts.
        Moderate = "moderate",
        /// It could decide the matter.
        Major = "major",
    }

    /// How bad a consequence would be.
    pub enum Impact("impact") {
        /// It can be borne with present means.
        Low = "low",
        /// It needs new measures.
        Moderate = "moderate",
        /// It changes the threat.
        High = "high",
        /// It overwhelms present means.
        Severe = "severe",
    }

    /// How a piece of evidence stands to a hypothesis (analysis of competing hypotheses).
    pub enum Rating("rating") {
        /// Very consistent.
        VeryConsistent = "CC",
        /// Consistent.
        Consistent = "C",
        /// Neutral: as likely either way.
        Neutral = "N",
        /// Inconsistent.
        Inconsistent = "I",
        /// Very inconsistent.
        VeryInconsistent = "II",
        /// It does not bear on the hypothesis.
        NotApplicable = "NA",
    }
}

/// The band of a term on a scale, in percent; ends that touch belong to both neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The term.
    pub term: Likelihood,
    /// The lower end, in percent.
    pub low: u8,
    /// The upper end, in percent.
    pub high: u8,
}

impl Scale {
    /// The bands of the scale, least likely first (ICD 203 D.6.e.2.a; PHIA yardstick, 2019).
    pub fn bands(self) -> [Band; 7] {
        use Likelihood as L;
        let bands = match self {
            Scale::Icd203 => [
                (L::AlmostNoChance, 1, 5),
                (L::VeryUnlikely, 5, 20),
                (L::Unlikely, 20, 45),
                (L::RoughlyEvenChance, 45, 55),
                (L::Likely, 55, 80),
                (L::VeryLikely, 80, 95),
                (L::AlmostCertain, 95, 99),
            ],
            Scale::Phia => [
                (L::RemoteChance, 0, 5),
                (L::HighlyUnlikely, 10, 20),
                (L::Unlikely, 25, 35),
                (L::RealisticPossibility, 40, 49),
                (L::Likely, 55, 75),
                (L::HighlyLikely, 80, 90),
                (L::AlmostCertain, 95, 100),
            ],
        };
        bands.map(|(term, low, high)| Band { term, low, high })
    }

    /// The band of `term`, if the scale has the term.
    pub fn band(self, term: Likelihood) -> Option<Band> {
        self.bands().into_iter().find(|band| band.term == term)
    }

    /// The bands that hold `percent`: one, two where they touch, or none in a gap of PHIA.
    pub fn holding(self, percent: u8) -> impl Iterator<Item = Band> {
        self.bands()
            .into_iter()
            .filter(move |band| (band.low..=band.high).contains(&percent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icd203_bands_touch_and_share_their_ends() {
        for pair in Scale::Icd203.bands().windows(2) {
            assert_eq!(pair[0].high, pair[1].low);
            assert_eq!(Scale::Icd203.holding(pair[0].high).count(), 2);
        }
    }

    #[test]
    fn phia_has_gaps() {
        assert_eq!(Scale::Phia.holding(37).count(), 0);
        assert_eq!(Scale::Phia.holding(50).count(), 0);
        assert_eq!(Scale::Phia.holding(49).count(), 1);
    }
}
