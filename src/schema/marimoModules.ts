/**
 * Where Python finds the classes that commands are made of and that are not in the module of the commands themselves:
 * a snapshot does not say it, and a pickle names a class by its module. Enough for every release whose sockets carry
 * pickle; a test asks the releases.
 */
export const MARIMO_MODULES: Readonly<Record<string, string>> = {
  CellConfig: 'marimo._ast.cell',
  NotebookCell: 'marimo._messaging.notebook.document',
};
