/** Types whose objects have an `id`. A cache stores each object once, as `Type:id`. */
export const identified = ["Application", "Candidate", "HiringTeamMember", "Job", "Offer", "Stage"] as const;

/** Types without an `id`. A cache stores their objects in the parent object. */
export const embedded = [
  "ApplicationConnection",
  "ApplicationEdge",
  "CandidateConnection",
  "CandidateEdge",
  "CandidateEmail",
  "CandidatePhoneNumber",
  "Compensation",
  "Department",
  "Excluded",
  "FieldSupport",
  "FilterOptions",
  "HiringTeam",
  "JobConnection",
  "JobEdge",
  "MissingField",
  "OfferConnection",
  "OfferEdge",
  "OfferField",
  "PageInfo",
  "RejectedReason",
  "RejectedReasonCount",
  "SalaryRange",
  "StageChange",
  "StageCount",
] as const;
