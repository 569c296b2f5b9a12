/** Lever docs: Contacts. */
export interface Contact {
  id: string;
  name: string;
  headline: string;
  isAnonymized: boolean;
  location: { name: string };
  emails: string[];
  phones: Phone[];
  dataProtection: { interviewIntelligence: { allowed: boolean; expiresAt: number | null } } | null;
}

export interface Phone {
  type?: string;
  value: string;
}
