import type { ApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';

/** What is wrong with an answer, or with what was to be sent, to follow a colon; undefined where nothing is known. */
export function describeDetail({
  detail,
  about = '',
}: Pick<ApiError, 'detail' | 'about'>): string | undefined {
  switch (detail) {
    case 'a body of another shape':
      return t('a body of another shape');
    case 'a body that is not JSON':
      return t('a body that is not JSON');
    case 'a body that is not what its headers say':
      return t('a body that is not what its headers say');
    case 'a page of too many rows':
      return t('a page of too many rows');
    case 'a web page':
      return t('a web page');
    case 'an answer over the size limit':
      return t('an answer over the size limit');
    case 'an empty body':
      return t('an empty body');
    case 'an id cannot be changed':
      return t('an id cannot be changed');
    case 'field {0} is missing or of another type':
      return t('field {0} is missing or of another type', about);
    case 'redirected elsewhere, not followed':
      return t('redirected elsewhere, not followed');
    case 'redirected to {0}, not followed':
      return t('redirected to {0}, not followed', about);
    case 'redirected without a usable target':
      return t('redirected without a usable target');
    case 'the e-mail address is not one':
      return t('the e-mail address is not one');
    case 'the id is not of 24 hexadecimal digits':
      return t('the id is not of 24 hexadecimal digits');
    case 'the key or token has a character that cannot stand in a request':
      return t('the key or token has a character that cannot stand in a request');
    case 'the limit is below zero':
      return t('the limit is below zero');
    case 'the limit is not a whole number':
      return t('the limit is not a whole number');
    case 'the name is empty':
      return t('the name is empty');
    case 'the password is empty':
      return t('the password is empty');
    case 'there is nothing to change':
      return t('there is nothing to change');
    case 'what is not HTTP':
      return t('what is not HTTP');
    case 'what this client did not foresee':
      return t('what this client did not foresee');
    case undefined:
      return undefined;
  }
}
