/** A pattern for a text that begins with this one and then ends, or goes on with what VS Code adds to names. */
export function named(text: string): RegExp {
  return new RegExp(`^${escape(text)}(?:$|[,( ])`);
}

export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escape(text)}\\s*$`);
}

export function containing(text: string): RegExp {
  return new RegExp(escape(text));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
