import { t } from '../base/l10n.ts';

/** Which page of a list shows, from 1; of how many, if that is known; and whether more come after it. */
export interface Place {
  readonly page: number;
  readonly of: number | undefined;
  readonly isLast: boolean;
}

/** Which page shows: as exactly as it is known. */
export function placeWords({ page, of, isLast }: Place): string {
  if (isLast) return t('Page {0}, the last', page);
  return of === undefined ? t('Page {0}', page) : t('Page {0} of about {1}', page, of);
}
