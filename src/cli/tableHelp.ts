/** Which tables the commands take: part of the help of each command that reads some. */
export const TABLE_HELP = `TABLE is a file or folder, by what it holds:
  CSV, TSV (plain or .gz), Parquet   one row a sample, its id first, and one column a feature
  .h5ad                              X; or FILE:layers/NAME, FILE:obsm/NAME, FILE:raw/X
  .h5mu                              every modality; or FILE:NAME for one of them
  10x .h5, 10x folder                every feature type; or FILE:NAME, like pbmc.h5:Peaks
crossmodal inspect FILE --parts lists what a file holds.`;
