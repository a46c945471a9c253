import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Characters of a wrong value that a message repeats. */
const SHOWN = 60;

/** What JSON calls otherwise than people do. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list in square brackets',
  object: 'a group of settings in braces',
  record: 'a group of settings in braces',
  string: 'text in quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Each setting that is wrong and why, a line each. */
export function problemsOf(error: z.ZodError): string {
  return error.issues
    .flatMap((issue) => problems(issue, []))
    .map((line) => `  ${line}`)
    .join('\n');
}

/** @param above where the issue's own path begins */
function problems(issue: Issue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [`${where(path)}${what(issue)}`];
  // What is right as a whole and wrong within was meant.
  const meant = issue.errors.find((issues) => issues.every((one) => one.path.length > 0));
  if (meant) return meant.flatMap((one) => problems(one, path));
  const wanted = issue.errors.flatMap(([one]) => (one.code === 'invalid_type' ? kind(one.expected) : []));
  return [`${where(path)}${wanted.length > 0 ? `${given(issue)} is not ${wanted.join(', nor ')}` : issue.message}`];
}

/** What is wrong, with the value that was given. */
function what(issue: Issue): string {
  if (issue.code === 'invalid_value') return `${given(issue)} is none of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'is missing' : `${given(issue)} is not ${kind(issue.expected)}`;
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `there is no setting "${key}" here`).join('; ');
  }
  // zod says which names a group may have, and its types leave it out.
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)) {
    return `wants one of ${issue.options.join(', ')}`;
  }
  if (issue.code === 'invalid_format') return `${given(issue)} is not understood: ${issue.message}`;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('; ');
  if (issue.code === 'too_small' && issue.origin !== 'array') {
    return `${given(issue)} is too small; it must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return `${given(issue)} is too large; it must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
  }
  return issue.message;
}

function kind(expected: string): string {
  return KINDS[expected] ?? expected;
}

function given({ input }: Issue): string {
  const text = JSON.stringify(input) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function where(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${path.join('.')}: `;
}
