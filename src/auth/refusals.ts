import { DomainError } from '../domain/errors.rules.ts';

/** 401: nobody that the gateway knows. */
export function unauthenticated(message: string): DomainError {
  return new DomainError('UNAUTHENTICATED', message);
}

/** 403 for an identity of the platform: everything here belongs to an organization. */
export function platformIdentity(): DomainError {
  return new DomainError(
    'FORBIDDEN',
    'Not available in SuperAdmin: a platform identity has no organization',
    { permission: null },
  );
}

/** 403 for a session's cookie that may have been sent by another site's page. */
export function csrfRefused(message: string): DomainError {
  return new DomainError('CSRF_REFUSED', message);
}
