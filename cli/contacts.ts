import { lintContacts } from './contacts/lint.ts';
import { contactsFilesAt } from './contacts-from-disk.ts';

const USAGE = `Usage: npm run contacts -- lint [FOLDER]

  lint   what is wrong with files of contacts, by file and line (1 where there are errors)`;

const [command, folder] = process.argv.slice(2);
if (command !== 'lint') {
  console.error(USAGE);
  process.exit(2);
}
const remarks = lintContacts(contactsFilesAt(folder));
for (const { path, line, severity, message } of remarks)
  console.log(`${path}:${line}: ${severity}: ${message}`);
const errors = remarks.filter(({ severity }) => severity === 'error').length;
console.log(`${errors} errors, ${remarks.length - errors} warnings`);
process.exitCode = errors ? 1 : 0;
