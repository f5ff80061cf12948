//! axe-core, which finds what assistive technology stumbles over, run inside the page.

use std::io::Write as _;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::chrome::Chrome;
use crate::wheel::{self, Wanted};

/// axe-core 4.12.1 as a package of the Python index carries it.
const AXE: Wanted = Wanted {
    release: "axe-playwright-python==0.1.8",
    inside: "axe_playwright_python/axe.min.js",
    kept_as: "axe-4.12.1.min.js",
    sha256: "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc",
};

static SCRIPT: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let bytes = wheel::file(&AXE).map_err(|error| format!("{error:#}"))?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
});

/// Every rule that is not given up by axe itself, but for the contrast of 7 to 1, which the guide does not ask for.
const RUN: &str = "(async () => {
    const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated')).map(rule => rule.ruleId);
    const found = await axe.run(document, {
      runOnly: { type: 'rule', values: rules.filter(rule => rule !== 'color-contrast-enhanced') },
      resultTypes: ['violations'],
    });
    const place = node => node.target.join(' ') + ' (' + node.failureSummary.split('\\n').slice(1).map(line => line.trim()).join('; ') + ')';
    return found.violations.map(fault => `axe ${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 4).map(place).join(' | ')}`);
  })()";

/// The script; none, said aloud, where it cannot be had. In CI that is a failure.
fn script() -> Option<&'static str> {
    match &*SCRIPT {
        Ok(script) => Some(script),
        Err(why) => {
            assert!(
                std::env::var_os("CI").is_none(),
                "axe-core is missing: {why}"
            );
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: pages are not looked at by axe-core, which cannot be had: {why}"
            );
            None
        }
    }
}

impl Chrome {
    /// What axe-core finds on the open page as it is shown now.
    pub(super) async fn axe(&self) -> Vec<String> {
        let Some(script) = script() else {
            return Vec::new();
        };
        // The developer's console stands outside the page's policy, so the page is looked at with its policy in force.
        self.devtools("Runtime.evaluate", json!({ "expression": script }))
            .await;
        let answer = self
            .devtools(
                "Runtime.evaluate",
                json!({ "expression": RUN, "awaitPromise": true, "returnByValue": true }),
            )
            .await;
        match answer["result"]["value"].as_array() {
            Some(faults) => faults
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            None => vec![format!("axe-core did not run: {answer}")],
        }
    }
}
