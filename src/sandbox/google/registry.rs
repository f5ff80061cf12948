//! The classes and objects of one issuer, and the rules by which they change.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answer::Refusal;
use super::check::{View, check, merge, without_platform_fields};
use super::rules;

/// A collection of the API that the stand-in keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Collection {
    LoyaltyClass,
    LoyaltyObject,
    OfferClass,
    OfferObject,
}

impl Collection {
    pub(super) const ALL: [Collection; 4] = [
        Collection::LoyaltyClass,
        Collection::LoyaltyObject,
        Collection::OfferClass,
        Collection::OfferObject,
    ];

    /// From its name in an address.
    pub(super) fn named(name: &str) -> Option<Collection> {
        Collection::ALL
            .into_iter()
            .find(|collection| collection.name() == name)
    }

    /// Its name in an address; with an `es` or `s` also in a save link.
    pub(super) fn name(self) -> &'static str {
        match self {
            Collection::LoyaltyClass => "loyaltyClass",
            Collection::LoyaltyObject => "loyaltyObject",
            Collection::OfferClass => "offerClass",
            Collection::OfferObject => "offerObject",
        }
    }

    /// The name of the list in a save link's payload.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Collection::LoyaltyClass => "loyaltyClasses",
            Collection::LoyaltyObject => "loyaltyObjects",
            Collection::OfferClass => "offerClasses",
            Collection::OfferObject => "offerObjects",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Collection::LoyaltyClass => "LoyaltyClass",
            Collection::LoyaltyObject => "LoyaltyObject",
            Collection::OfferClass => "OfferClass",
            Collection::OfferObject => "OfferObject",
        }
    }

    /// The collection of an object's class; `None` for a class.
    pub(super) fn class(self) -> Option<Collection> {
        match self {
            Collection::LoyaltyObject => Some(Collection::LoyaltyClass),
            Collection::OfferObject => Some(Collection::OfferClass),
            Collection::LoyaltyClass | Collection::OfferClass => None,
        }
    }

    pub(super) fn is_object(self) -> bool {
        self.class().is_some()
    }

    fn noun(self) -> &'static str {
        if self.is_object() {
            "Wallet Object"
        } else {
            "Wallet Object Class"
        }
    }

    fn not_found(self, id: &str) -> Refusal {
        let reason = if self.is_object() {
            "resourceNotFound"
        } else {
            "classNotFound"
        };
        Refusal::new(404, reason, format!("{} {id} not found.", self.noun()))
    }
}

/// What a write did.
pub(super) struct Written {
    pub(super) before: Option<Value>,
    pub(super) after: Value,
    /// `notifyPreference: NOTIFY_ON_UPDATE` came with it.
    pub(super) notify: bool,
}

/// All classes and objects.
#[derive(Clone)]
pub(super) struct Registry {
    issuer: String,
    kept: BTreeMap<(Collection, String), Value>,
    remarks: Vec<String>,
}

impl Registry {
    pub(super) fn new(issuer: &str) -> Registry {
        Registry {
            issuer: issuer.to_owned(),
            kept: BTreeMap::new(),
            remarks: Vec::new(),
        }
    }

    pub(super) fn forget(&mut self) {
        self.kept.clear();
    }

    pub(super) fn get(&self, collection: Collection, id: &str) -> Option<&Value> {
        self.kept
            .get(&(collection, id.to_owned()))
    }

    /// The resource, or Google's 404.
    pub(super) fn find(&self, collection: Collection, id: &str) -> Result<&Value, Refusal> {
        self.get(collection, id)
            .ok_or_else(|| collection.not_found(id))
    }

    pub(super) fn all(&self, collection: Collection) -> impl Iterator<Item = &Value> {
        self.kept
            .iter()
            .filter(move |((of, _), _)| *of == collection)
            .map(|(_, resource)| resource)
    }

    /// The object of either kind with this id.
    pub(super) fn object(&self, id: &str) -> Option<(Collection, &Value)> {
        let kinds = Collection::ALL
            .into_iter()
            .filter(|collection| collection.is_object());
        kinds
            .into_iter()
            .find_map(|collection| Some((collection, self.get(collection, id)?)))
    }

    /// The class of an object.
    pub(super) fn class_of(&self, collection: Collection, object: &Value) -> Option<&Value> {
        self.get(collection.class()?, object["classId"].as_str()?)
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        self.remarks.clone()
    }

    /// `POST` to a collection.
    pub(super) fn insert(
        &mut self,
        collection: Collection,
        body: Value,
    ) -> Result<Written, Refusal> {
        check(collection.message(), &body, View::Whole).map_err(Refusal::bad_request)?;
        let id = self.own_id(&body)?;
        if self.get(collection, &id).is_some() {
            return Err(Refusal::new(
                409,
                "alreadyExists",
                format!("{} {id} already exists.", collection.noun()),
            ));
        }
        self.put_in(collection, id, None, body)
    }

    /// `PATCH` of a resource.
    pub(super) fn patch(
        &mut self,
        collection: Collection,
        id: &str,
        body: Value,
    ) -> Result<Written, Refusal> {
        let before = self.find(collection, id)?.clone();
        check(collection.message(), &body, View::Patch).map_err(Refusal::bad_request)?;
        same_id(id, &body)?;
        let mut whole = before.clone();
        if !collection.is_object() {
            // What was APPROVED may not be sent back, so every write must say UNDER_REVIEW again.
            without(&mut whole, "reviewStatus");
        }
        merge(&mut whole, body);
        // Judged whole as well: a patch that is right by itself can leave a balance in two forms.
        check(collection.message(), &whole, View::Whole).map_err(Refusal::bad_request)?;
        self.put_in(collection, id.to_owned(), Some(before), whole)
    }

    /// `PUT` of a resource: the body is all that stays.
    pub(super) fn replace(
        &mut self,
        collection: Collection,
        id: &str,
        body: Value,
    ) -> Result<Written, Refusal> {
        let before = self.find(collection, id)?.clone();
        check(collection.message(), &body, View::Whole).map_err(Refusal::bad_request)?;
        same_id(id, &body)?;
        self.put_in(collection, id.to_owned(), Some(before), body)
    }

    /// Judges a resource beside its neighbours, and keeps it.
    fn put_in(
        &mut self,
        collection: Collection,
        id: String,
        before: Option<Value>,
        mut whole: Value,
    ) -> Result<Written, Refusal> {
        match collection.class() {
            Some(class) => self.judge_object(class, &whole)?,
            None => judge_review(before.as_ref(), &whole)?,
        }
        let notify = whole
            .get("notifyPreference")
            .is_some();
        if let Value::Object(fields) = &mut whole {
            without_platform_fields(collection.message(), fields);
            set_platform_fields(collection, before.as_ref(), fields);
        }
        self.remarks.extend(
            rules::remarks(&whole)
                .into_iter()
                .map(|remark| format!("{id}: {remark}")),
        );
        self.kept
            .insert((collection, id), whole.clone());
        Ok(Written {
            before,
            after: whole,
            notify,
        })
    }

    fn own_id(&self, body: &Value) -> Result<String, Refusal> {
        let id = body["id"]
            .as_str()
            .unwrap_or_default();
        if rules::is_id_of(&self.issuer, id) {
            Ok(id.to_owned())
        } else {
            Err(Refusal::invalid_id(id))
        }
    }

    fn judge_object(&self, class: Collection, object: &Value) -> Result<(), Refusal> {
        let class_id = object["classId"]
            .as_str()
            .unwrap_or_default();
        if !rules::is_id_of(&self.issuer, class_id) {
            return Err(Refusal::invalid_id(class_id));
        }
        if self.find(class, class_id)?["reviewStatus"] != "APPROVED" {
            return Err(Refusal::bad_request(format!(
                "The class {class_id} is a draft, and a draft cannot have objects."
            )));
        }
        let linked = ["linkedObjectIds", "linkedOfferIds"]
            .into_iter()
            .filter_map(|name| object[name].as_array())
            .flatten();
        let unknown = linked
            .filter_map(Value::as_str)
            .find(|id| self.object(id).is_none());
        unknown.map_or(Ok(()), |id| {
            Err(Refusal::new(
                400,
                "invalidResource",
                format!("Linked object {id} does not exist."),
            ))
        })
    }

    /// Adds a message to a class or object; its body has been checked.
    pub(super) fn add_message(
        &mut self,
        collection: Collection,
        id: &str,
        message: &Value,
    ) -> Result<Value, Refusal> {
        let resource = self
            .kept
            .get_mut(&(collection, id.to_owned()))
            .ok_or_else(|| collection.not_found(id))?;
        let Some(messages) = resource
            .as_object_mut()
            .and_then(|fields| {
                fields
                    .entry("messages")
                    .or_insert_with(|| json!([]))
                    .as_array_mut()
            })
        else {
            return Err(Refusal::new(500, "backendError", "messages is no list."));
        };
        if messages.len() == 10 {
            return Err(Refusal::bad_request(
                "There are ten messages already. Remove one with PATCH or PUT first.",
            ));
        }
        messages.push(message.clone());
        Ok(resource.clone())
    }

    /// A customer holds the object from now on, or does not.
    pub(super) fn set_has_users(&mut self, collection: Collection, id: &str, has_users: bool) {
        if let Some(object) = self
            .kept
            .get_mut(&(collection, id.to_owned()))
        {
            object["hasUsers"] = has_users.into();
        }
    }

    /// What `GET` shows: an object comes with a copy of its class.
    pub(super) fn shown(&self, collection: Collection, resource: &Value) -> Value {
        let mut shown = resource.clone();
        if let Some(class) = self.class_of(collection, resource) {
            shown["classReference"] = class.clone();
        }
        shown
    }

    /// One page of a list: `issuerId` chooses classes, `classId` objects.
    pub(super) fn list(
        &self,
        collection: Collection,
        query: &[(String, String)],
    ) -> Result<Value, Refusal> {
        let asked = |name: &str| {
            query
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let by = if collection.is_object() {
            "classId"
        } else {
            "issuerId"
        };
        let of = asked(by).ok_or_else(|| Refusal::bad_request(format!("{by} is required.")))?;
        match collection.class() {
            Some(class) => drop(self.find(class, of)?),
            None if of != self.issuer => {
                return Err(Refusal::new(403, "permissionDenied", "Permission Denied"));
            }
            None => {}
        }
        let most = asked("maxResults")
            .and_then(|text| text.parse().ok())
            .unwrap_or(usize::MAX)
            .max(1);
        let after = asked("token").unwrap_or_default();
        let belongs = |resource: &&Value| by == "issuerId" || resource["classId"] == of;
        let mut rest = self
            .all(collection)
            .filter(belongs)
            .filter(|resource| resource["id"].as_str() > Some(after));
        let page: Vec<&Value> = rest.by_ref().take(most).collect();
        let mut pagination =
            json!({"kind": "walletobjects#pagination", "resultsPerPage": page.len()});
        if let (Some(last), Some(_)) = (page.last(), rest.next()) {
            pagination["nextPageToken"] = last["id"].clone();
        }
        Ok(json!({"resources": page, "pagination": pagination}))
    }
}

fn without(value: &mut Value, name: &str) {
    if let Value::Object(fields) = value {
        fields.shift_remove(name);
    }
}

fn same_id(id: &str, body: &Value) -> Result<(), Refusal> {
    match body.get("id") {
        Some(other) if other != id => Err(Refusal::bad_request(format!(
            "The id {other} in the body is not {id} of the address."
        ))),
        _ => Ok(()),
    }
}

/// Only DRAFT and UNDER_REVIEW are written, and never back to DRAFT.
fn judge_review(before: Option<&Value>, class: &Value) -> Result<(), Refusal> {
    match (
        class["reviewStatus"].as_str(),
        before.map(|class| &class["reviewStatus"]),
    ) {
        (Some("UNDER_REVIEW"), _) => Ok(()),
        (Some("DRAFT"), Some(status)) if status != "DRAFT" => Err(Refusal::bad_request(
            "reviewStatus may not go back to DRAFT once the class has left it.",
        )),
        (Some("DRAFT"), _) => Ok(()),
        (status, _) => {
            let status = status.unwrap_or_default();
            Err(Refusal::bad_request(format!(
                "Invalid review status {status:?}. Write DRAFT or UNDER_REVIEW."
            )))
        }
    }
}

fn set_platform_fields(
    collection: Collection,
    before: Option<&Value>,
    fields: &mut Map<String, Value>,
) {
    fields.insert(
        "kind".to_owned(),
        format!("walletobjects#{}", collection.name()).into(),
    );
    if collection.is_object() {
        let has_users = before.is_some_and(|object| object["hasUsers"] == true);
        fields.insert("hasUsers".to_owned(), has_users.into());
    } else if fields
        .get("reviewStatus")
        .is_some_and(|status| status == "UNDER_REVIEW")
    {
        fields.insert("reviewStatus".to_owned(), "APPROVED".into());
    }
}
