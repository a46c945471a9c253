import { expect, test } from 'vitest';
import { parseRunFile } from '../../src/run/parseRunFile.ts';
import { UserError } from '../../src/run/userError.ts';
import { runFile } from '../extension/fixtures.ts';

const FILE = '/data/run.crossmodal';
const written = runFile({});

test('what the trainer writes is read as it is', () => {
  expect(parseRunFile(JSON.stringify(written), FILE)).toEqual(written);
});

test.each([
  ['text that is not JSON', 'sample_id,a,b', /is not JSON\. Open the run\.crossmodal that a training wrote/],
  ['JSON that is no run', '{"modalities": []}', /is not a run file of this version: format: .*train again/],
  ['a run with a missing part', JSON.stringify({ ...written, samples: undefined }), /of this version: samples: /],
  [
    'a run of a later format',
    JSON.stringify({ ...written, format: 2, crossmodal: '3.1.0', samples: 'new' }),
    /written by Crossmodal 3\.1\.0 in run format 2; this version reads format 1\. Update Crossmodal/,
  ],
])('%s is refused with what to do', (_name, text, message) => {
  const read = () => parseRunFile(text, FILE);
  expect(read).toThrow(UserError);
  expect(read).toThrow(message);
  expect(read).toThrow(FILE);
});
