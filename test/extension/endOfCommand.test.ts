import { expect, test } from 'vitest';
import { errorOfEnd } from '../../src/extension/endOfCommand.ts';
import { UserError } from '../../src/run/userError.ts';

test("the command's last message is the user's, without what it said before", () => {
  const said = 'reading rna.csv\ncrossmodal: rna.csv, row 3: "x" is not a number.\nRepair it.\n';
  const error = errorOfEnd(2, said, 'The sweep sizes.sweep.json');
  expect(error).toBeInstanceOf(UserError);
  expect(error?.message).toBe('rna.csv, row 3: "x" is not a number.\nRepair it.');
});

test('an end without a message is ours to look into', () => {
  expect(errorOfEnd(0, '', 'It')).toBeNull();
  expect(errorOfEnd(1, 'crossmodal: x', 'It')).not.toBeInstanceOf(UserError);
  expect(errorOfEnd(1, '', 'It')?.message).toBe('It failed. The log has the details.');
  expect(errorOfEnd(null, '', 'It')?.message).toBe('It was ended from outside. The log has the details.');
});
