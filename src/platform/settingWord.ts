/**
 * What may be told of a setting's value: yes or no, one of the words that are `known` for it, or only that there is one.
 * Anything else might be a credential, or the name of somebody's host.
 */
export function settingWord(value: unknown, known: readonly string[] = []): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === undefined || value === null || value === '') return 'empty';
  if (Array.isArray(value) && value.length === 0) return 'empty';
  if (typeof value === 'object' && Object.keys(value).length === 0) return 'empty';
  return typeof value === 'string' && known.includes(value) ? value : 'set';
}
