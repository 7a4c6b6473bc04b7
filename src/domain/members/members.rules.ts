import type { Problems } from '../errors.rules.ts';
import { checkChoice } from '../master-data.rules.ts';
import { checkText } from '../text.rules.ts';
import { type MemberRole, memberRoles } from './roles.rules.ts';

/** What is said of a member. */
export interface MemberFields {
  name?: string | null;
  email?: string | null;
  role?: MemberRole | null;
}

/** Something before and after one @, and no blank: whether mail arrives there is not ours to know. */
const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** Longest address that mail has (RFC 5321). */
const LONGEST_EMAIL = 254;

/** Notes what is wrong with the fields that are given. */
export function checkMember(problems: Problems, { name, email, role }: MemberFields): void {
  checkText(problems, 'name', name);
  problems.check(
    email == null || (email.length <= LONGEST_EMAIL && EMAIL.test(email)),
    'email',
    `must be an e-mail address of at most ${LONGEST_EMAIL} characters`,
  );
  checkChoice(problems, 'role', role, memberRoles);
}
