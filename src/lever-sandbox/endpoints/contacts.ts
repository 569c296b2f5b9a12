import type { Endpoint } from "../endpoint.js";
import { mayRead } from "../confidentiality.js";
import { forbidden, notFound } from "../lever-error.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Contacts, Retrieve a single. A contact is confidential if all its opportunities are confidential. */
export const contact: Endpoint = {
  pattern: "/contacts/:id",
  respond(request) {
    const { index, query, ids } = request;
    const shape = shapeFrom(query, {});
    const [id = ""] = ids;
    const found = index.contact.get(id);
    if (found === undefined) throw notFound("contacts", id);
    const candidacies = index.byContact.get(id) ?? [];
    const visible = candidacies.some(({ value }) => mayRead(request, value.opportunity));
    if (candidacies.length > 0 && !visible) throw forbidden();
    return { data: shape(found) };
  },
};
