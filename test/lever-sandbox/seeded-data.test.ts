import { describe, expect, it } from "vitest";
import { createAccount, type Account, type Opportunity } from "../../src/lever-sandbox/index.js";

const look = (account: Account) => ({
  ...account,
  applicationOf: (o: Opportunity) => account.applications.find(({ id }) => id === o.applications[0]),
  offersOf: (o: Opportunity) => account.offers.filter(({ opportunityId }) => opportunityId === o.id),
  opportunitiesOf: (contact: string) => account.opportunities.filter((o) => o.contact === contact),
  hired: account.archiveReasons.find(({ type }) => type === "hired")!.id,
  stageWas: (standing: string) => account.stages.find((stage) => stage.standing === standing)!.id,
  isLead: ({ stage }: Opportunity) => stage.startsWith("lead-"),
});
type Look = ReturnType<typeof look>;

/** The records of each edge case. The account must have at least one of each. */
const edgeCases: Record<string, (account: Look) => readonly unknown[]> = {
  "people with two to six opportunities in different stages": (a) =>
    a.contacts.filter(({ id }) => new Set(a.opportunitiesOf(id).map(({ stage }) => stage)).size >= 2),
  "people with six opportunities": (a) => a.contacts.filter(({ id }) => a.opportunitiesOf(id).length === 6),
  "a lead and a real application of one person": (a) =>
    a.contacts.filter(({ id }) => {
      const own = a.opportunitiesOf(id).filter((o) => o.applications.length > 0 && !o.archived);
      return own.some(a.isLead) && own.some((o) => !a.isLead(o));
    }),
  "leads with an application": (a) => a.opportunities.filter((o) => a.isLead(o) && o.applications.length > 0),
  "leads without one": (a) => a.opportunities.filter((o) => a.isLead(o) && o.applications.length === 0),
  "a custom lead stage in use": (a) =>
    a.stages.filter(
      (s) => s.pipeline === "lead" && !s.id.startsWith("lead-") && a.opportunities.some((o) => o.stage === s.id),
    ),
  "applicants without an application": (a) =>
    a.opportunities.filter((o) => !a.isLead(o) && o.applications.length === 0),
  "hired people still in a lead stage": (a) =>
    a.opportunities.filter((o) => a.isLead(o) && o.archived?.reason === a.hired),
  "archived leads": (a) => a.opportunities.filter((o) => a.isLead(o) && o.archived && o.archived.reason !== a.hired),
  "applications archived some ms before their opportunity": (a) =>
    a.opportunities.filter((o) => {
      const before = (o.archived?.archivedAt ?? 0) - (a.applicationOf(o)?.archived?.archivedAt ?? 0);
      return before > 0 && before < 50;
    }),
  "archived a second time": (a) =>
    a.opportunities.filter((o) => {
      const first = a.applicationOf(o)?.archived;
      return first && o.archived!.archivedAt - first.archivedAt > 900 && first.reason === o.archived!.reason;
    }),
  "archived a second time for another reason": (a) =>
    a.opportunities.filter((o) => {
      const first = a.applicationOf(o)?.archived;
      return first && first.reason !== o.archived!.reason;
    }),
  "a signed offer and a denied one": (a) =>
    a.opportunities.filter((o) => {
      const states = a.offersOf(o).map(({ status }) => status);
      return states.includes("signed") && states.includes("denied");
    }),
  "an offer for another posting, newer than the right one": (a) =>
    a.opportunities.filter((o) => {
      const [right, ...later] = a.offersOf(o);
      return (
        right?.posting === a.applicationOf(o)?.posting &&
        later.some(({ posting }) => posting && posting !== right?.posting)
      );
    }),
  "offers without a posting": (a) => a.offers.filter((offer) => !("posting" in offer)),
  "offers whose job_posting is the application": (a) =>
    a.offers.filter(({ fields }) =>
      a.applications.some(({ id }) => id === fields.find((f) => f.identifier === "job_posting")?.value),
    ),
  "offers in an unknown state": (a) => a.offers.filter(({ status }) => status === "rescinded"),
  "a deactivated hiring manager": (a) =>
    a.postings.filter((p) => a.users.find(({ id }) => id === p.hiringManager)?.deactivatedAt),
  "postings without hiring manager": (a) => a.postings.filter(({ hiringManager }) => hiringManager === null),
  "a department that is null": (a) => a.postings.filter(({ categories }) => categories.department === null),
  "a department that is absent": (a) => a.postings.filter(({ categories }) => !("department" in categories)),
  "a posting in an unknown state": (a) => a.postings.filter(({ state }) => state === "unknown_state"),
  "internal-only postings that people applied to": (a) =>
    a.postings.filter(
      (p) => p.distributionChannels?.join() === "internal" && a.applications.some((x) => x.posting === p.id),
    ),
  "postings without urls": (a) => a.postings.filter(({ urls }) => urls === null),
  "confidential postings": (a) => a.postings.filter(({ confidentiality }) => confidentiality === "confidential"),
  "confidential opportunities": (a) =>
    a.opportunities.filter(({ confidentiality }) => confidentiality === "confidential"),
  "people with both confidential and open opportunities": (a) =>
    a.contacts.filter(({ id }) => new Set(a.opportunitiesOf(id).map((o) => o.confidentiality)).size === 2),
  "empty names": (a) => a.opportunities.filter(({ name }) => name === ""),
  "no email address": (a) => a.contacts.filter(({ emails }) => emails.length === 0),
  "duplicate email addresses": (a) => a.contacts.filter(({ emails }) => new Set(emails).size < emails.length),
  "phones without type": (a) => a.contacts.filter(({ phones }) => phones.some((phone) => !("type" in phone))),
  "anonymized people": (a) => a.contacts.filter(({ isAnonymized }) => isAnonymized),
  "anonymized opportunities": (a) => a.opportunities.filter(({ isAnonymized }) => isAnonymized),
  "a retired stage in use": (a) => a.opportunities.filter(({ stage }) => stage === a.stageWas("retired")),
  "a vanished stage in use": (a) => a.opportunities.filter(({ stage }) => stage === a.stageWas("vanished")),
  "applications without a posting": (a) => a.applications.filter(({ posting }) => posting === null),
  "applications for a deleted posting": (a) =>
    a.applications.filter(({ posting }) => posting !== null && !a.postings.some(({ id }) => id === posting)),
  "inactive archive reasons in use": (a) =>
    a.archiveReasons.filter(
      ({ id, status }) => status === "inactive" && a.opportunities.some((o) => o.archived?.reason === id),
    ),
  "rows never updated": (a) => a.opportunities.filter(({ updatedAt }) => updatedAt === null),
  "stage changes without a user": (a) =>
    a.opportunities.filter(({ stageChanges }) => stageChanges.some((c) => !("userId" in c))),
  snoozed: (a) => a.opportunities.filter(({ snoozedUntil }) => snoozedUntil !== null),
};

describe.each([1, 2, 42])("an account of 25 people, seed %i, has", (seed) => {
  const account = look(createAccount({ seed, candidates: 25 }));

  it.each(Object.keys(edgeCases))("%s", (name) => {
    expect(edgeCases[name]!(account).length).toBeGreaterThan(0);
  });

  it("offers in every status", () => {
    const known = ["draft", "approval-sent", "approved", "sent", "sent-manually", "opened", "denied", "signed"];
    expect([...new Set(account.offers.map(({ status }) => status))]).toEqual(expect.arrayContaining(known));
  });

  it("postings in every state", () => {
    const known = ["published", "internal", "closed", "draft", "pending", "rejected"];
    expect([...new Set(account.postings.map(({ state }) => state))]).toEqual(expect.arrayContaining(known));
  });
});

describe("an account of the usual size", () => {
  const account = look(createAccount());
  const { opportunities, contacts, postings, offers } = account;
  const share = (passes: (o: Opportunity) => boolean) => opportunities.filter(passes).length / opportunities.length;

  it("has the proportions of a real account", () => {
    expect(contacts).toHaveLength(250);
    expect(postings).toHaveLength(14);
    expect(opportunities.length).toBeGreaterThan(260);
    expect(share(account.isLead)).toBeGreaterThan(0.27);
    expect(share(account.isLead)).toBeLessThan(0.42);
    expect(share(({ archived }) => archived !== null)).toBeGreaterThan(0.27);
    expect(share(({ archived }) => archived !== null)).toBeLessThan(0.43);
    expect(share(({ applications }) => applications.length === 0)).toBeLessThan(0.06);
    expect(share(({ updatedAt }) => updatedAt === null)).toBeGreaterThan(0.85);
    const managed = postings.filter(({ hiringManager }) => hiringManager !== null).length;
    expect(managed).toBeGreaterThanOrEqual(5);
    expect(managed).toBeLessThanOrEqual(9);
    const applicants = opportunities.filter((o) => !account.isLead(o));
    const offered = new Set(offers.map(({ opportunityId }) => opportunityId)).size / applicants.length;
    expect(offered).toBeGreaterThan(1 / 9);
    expect(offered).toBeLessThan(1 / 3);
  });

  it("is consistent", () => {
    for (const o of opportunities) {
      const application = account.applicationOf(o);
      expect(o.stageChanges.at(-1)!.toStageId).toBe(o.stage);
      expect(o.applications.length).toBe(application ? 1 : 0);
      expect("opportunityLocation" in o).toBe(application !== undefined);
      if (application) expect([application.candidateId, application.opportunityId]).toEqual([o.id, o.id]);
      if (application) expect(application.archived === null).toBe(o.archived === null);
      const order = [
        o.createdAt,
        o.stageChanges[0]!.updatedAt,
        o.stageChanges.at(-1)!.updatedAt,
        o.lastInteractionAt,
        account.now,
      ];
      expect(order).toEqual([...order].sort((a, b) => a - b));
      if (o.archived) expect(o.archived.archivedAt).toBeGreaterThanOrEqual(o.stageChanges.at(-1)!.updatedAt);
      expect(o.archived?.archivedAt ?? 0).toBeLessThanOrEqual(account.now);
    }
    for (const offer of offers) {
      expect(offer.createdAt).toBeLessThanOrEqual(account.now);
      expect(offer.sentAt ?? offer.createdAt).toBeGreaterThanOrEqual(offer.createdAt);
    }
  });

  it("has only email addresses and phone numbers that do not exist", () => {
    for (const { emails, phones } of contacts) {
      for (const email of emails) expect(email.trim()).toMatch(/@example\.(com|org|net)$/i);
      for (const { value } of phones)
        expect(value).toMatch(/^\+1 \d{3}-555-01\d\d$|^\+44 7700 900\d{3}$|^\+44 20 7946 0\d{3}$/);
    }
    for (const { email } of account.users) expect(email).toMatch(/@example\.com$/);
  });

  it("has unique ids", () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const records = [
      contacts,
      opportunities,
      account.applications,
      offers,
      postings,
      account.users,
      account.archiveReasons,
    ];
    const ids = records.flat().map(({ id }) => id);
    for (const id of ids) expect(id).toMatch(uuid);
    expect(new Set(ids).size).toBe(ids.length);
    const slugs = account.stages.map(({ id }) => id).filter((id) => !uuid.test(id));
    expect(slugs).toEqual(["lead-new", "lead-reached-out", "lead-responded", "applicant-new", "offer"]);
  });
});

describe("a seed", () => {
  it("gives the same data each time, and another seed other data", () => {
    expect(createAccount({ seed: 5, candidates: 60 })).toEqual(createAccount({ seed: 5, candidates: 60 }));
    const [a, b] = [5, 6].map((seed) => createAccount({ seed, candidates: 60 }));
    expect(a!.opportunities.some(({ id }) => b!.opportunities.some((o) => o.id === id))).toBe(false);
  });

  it("gives the first people of a larger account to a smaller one", () => {
    const ids = (candidates: number) => createAccount({ candidates, postings: 14 }).contacts.map(({ id }) => id);
    expect(ids(300).slice(0, 40)).toEqual(ids(40));
  });

  it.each([0, 1, 3, 10])("works for %i people", (candidates) => {
    expect(createAccount({ candidates }).contacts).toHaveLength(candidates);
  });

  it.each([0, 1, 5, 60])("works with %i postings", (postings) => {
    const account = createAccount({ candidates: 40, postings });
    expect(account.postings).toHaveLength(postings);
    expect(account.opportunities.length).toBeGreaterThanOrEqual(40);
  });
});
