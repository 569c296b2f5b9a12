/** Types whose objects have an `id` of their own: a cache keeps each once, as `Type:id`, wherever it is met. */
export const identified = ["Application", "Candidate", "HiringTeamMember", "Job", "Offer", "Stage"] as const;

/** Types without one: what they say belongs to the object that has them, and is kept there. */
export const embedded = [
  "ApplicationConnection",
  "ApplicationEdge",
  "CandidateConnection",
  "CandidateEdge",
  "CandidateEmail",
  "CandidatePhoneNumber",
  "Department",
  "Excluded",
  "FieldSupport",
  "HiringTeam",
  "JobConnection",
  "JobEdge",
  "MissingField",
  "OfferConnection",
  "OfferEdge",
  "PageInfo",
  "RejectedReason",
] as const;
