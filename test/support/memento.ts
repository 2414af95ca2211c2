import type { Memento } from 'vscode';

/** A memento with VS Code's semantics: values are copied as JSON on their way in, and there at once. */
export function memoryMemento(initial: Record<string, unknown> = {}): Memento {
  const values = new Map(Object.entries(initial).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => {
      const text = values.get(key);
      return text === undefined ? fallback : (JSON.parse(text) as T);
    },
    update: (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}
