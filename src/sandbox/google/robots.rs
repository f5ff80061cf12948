//! May Googlebot call an address? Google asks `robots.txt` before it sends a callback.

/// Whether the file lets Googlebot reach this path. The longest rule that fits decides, and a tie allows.
pub(super) fn allows(robots: &str, path: &str) -> bool {
    let groups = groups(robots);
    let of = |name: &str| {
        groups
            .iter()
            .filter(|group| {
                group
                    .agents
                    .iter()
                    .any(|agent| agent == name)
            })
            .collect::<Vec<_>>()
    };
    let mut mine = of("googlebot");
    if mine.is_empty() {
        // The group for everybody holds only for those who have none of their own.
        mine = of("*");
    }
    let fitting = mine
        .into_iter()
        .flat_map(|group| &group.rules)
        .filter(|rule| fits(&rule.path, path));
    fitting
        .max_by_key(|rule| (rule.path.len(), rule.allow))
        .is_none_or(|rule| rule.allow)
}

#[derive(Default)]
struct Group {
    agents: Vec<String>,
    rules: Vec<Rule>,
}

struct Rule {
    path: String,
    allow: bool,
}

fn groups(robots: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in robots.lines() {
        let Some((name, value)) = line
            .split('#')
            .next()
            .unwrap_or_default()
            .split_once(':')
        else {
            continue;
        };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        // Names in a row share what follows them.
        if name == "user-agent"
            && groups
                .last()
                .is_none_or(|group| !group.rules.is_empty())
        {
            groups.push(Group::default());
        }
        let Some(group) = groups.last_mut() else {
            continue;
        };
        match name.as_str() {
            "user-agent" => group
                .agents
                .push(value.to_ascii_lowercase()),
            "allow" | "disallow" => group.rules.push(Rule {
                path: value.to_owned(),
                allow: name == "allow",
            }),
            _ => {}
        }
    }
    groups
}

/// An empty path fits nothing; `*` stands for anything and `$` for the end.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, to_the_end) = rule
        .strip_suffix('$')
        .map_or((rule, false), |rule| (rule, true));
    let mut pieces = rule.split('*');
    let Some(mut rest) = pieces
        .next()
        .filter(|_| !rule.is_empty())
        .and_then(|first| path.strip_prefix(first))
    else {
        return false;
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    !to_the_end || rest.is_empty() || rule.ends_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_for_googlebot_decides() {
        let robots = "User-agent: *\nDisallow: /\nAllow: /google/callback/ # Google's own calls\nAllow: /img/\n";
        assert!(allows(robots, "/google/callback/mrc_1"));
        assert!(!allows(robots, "/c/secret"));
        assert!(
            allows(
                "User-agent: Googlebot\nDisallow:\n\nUser-agent: *\nDisallow: /",
                "/x"
            ),
            "its own group goes before the others"
        );
        assert!(allows("", "/x"));
        assert!(!allows(
            "User-agent: a\nUser-agent: googlebot\nDisallow: /*/callback$",
            "/x/callback"
        ));
        assert!(allows(
            "User-agent: a\nUser-agent: googlebot\nDisallow: /*/callback$",
            "/x/callback/more"
        ));
    }
}
