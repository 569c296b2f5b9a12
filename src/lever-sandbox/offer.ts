/** Lever docs: Offers. */
export interface Offer {
  id: string;
  /** The opportunity of the offer. Lever does not send it. */
  opportunityId: string;
  /** The id of the posting. Lever does not document it, and some offers lack it. */
  posting?: string;
  createdAt: number;
  status: string;
  creator: string;
  fields: { text: string; identifier: string; value: string | number | null }[];
  signatures: Record<string, object>;
  approved: boolean | null;
  approvedAt: number | null;
  sentAt: number | null;
  sentDocument: OfferDocument | null;
  signedDocument: OfferDocument | null;
}

interface OfferDocument {
  fileName: string;
  uploadedAt: number;
  downloadUrl: string;
}
