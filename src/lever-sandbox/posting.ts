/** Lever docs: Postings. */
export interface Posting {
  id: string;
  text: string;
  state: string;
  /** Null if the posting is not published. */
  distributionChannels: string[] | null;
  user: string | null;
  owner: string | null;
  hiringManager: string | null;
  categories: {
    commitment: string | null;
    department?: string | null;
    level: string | null;
    location: string;
    team: string | null;
    allLocations: string[];
  };
  tags: string[];
  content: {
    description: string;
    descriptionHtml: string;
    lists: { text: string; content: string }[];
    closing: string;
    closingHtml: string;
  };
  country: string;
  followers: string[];
  reqCode: string | null;
  requisitionCodes: string[];
  urls: { list: string; show: string; apply: string } | null;
  confidentiality: Confidentiality;
  createdAt: number;
  updatedAt: number;
  workplaceType: string;
  salaryRange?: { min: number; max: number; currency: string; interval: string };
  transcribeInterviews: boolean;
  screening: { enabled: boolean };
}

export type Confidentiality = "non-confidential" | "confidential";
