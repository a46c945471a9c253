import { z } from 'zod';

/** What every page tells its host, whatever it shows. */
export const saveFileSchema = z.object({
  type: z.literal('saveFile'),
  name: z.string().describe('without ending'),
  format: z.enum(['svg', 'png', 'csv', 'json', 'txt']),
  content: z.string().describe('text; of a PNG its bytes in base64, without "data:" in front'),
});
export const figuresSchema = z.object({ type: z.literal('figures'), plots: z.array(z.string()) });
export const violationSchema = z.object({
  type: z.literal('violation'),
  directive: z.string(),
  blocked: z.string(),
});
