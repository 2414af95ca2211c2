import assert from 'node:assert/strict';
import { CUSTOMER, MEMBER } from '../fixture.ts';
import { useVsCode } from '../support.ts';

/** What the manifest translates comes from `package.nls.es.json`, all else from the bundle below `l10n/`. */
describe('in Spanish', () => {
  const vscode = useVsCode({ locale: 'es' });

  it('welcomes whoever has no connection', async () => {
    const { workbench } = vscode;
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByText('Conéctese a BotPenguin o a un host de marca blanca').waitFor();
    await workbench.sideBar.getByRole('button', { name: 'Agregar conexión', exact: true }).waitFor();
  });

  it('shows customers and their teams', async () => {
    const { workbench } = vscode;
    await workbench.sideBar.getByRole('button', { name: 'Probar con datos de ejemplo' }).click();
    await workbench.statusBarItem('Datos de ejemplo').waitFor();
    await workbench.row(CUSTOMER, 'Clientes').expand();
    const { description } = await workbench.row(MEMBER, 'Clientes').text();
    assert.match(description, /^En línea · /);
  });

  it('asks and answers about a token by a command of the palette', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Obtener token en el portapapeles…');
    await quickInput.waitFor('Obtener token en el portapapeles');
    await quickInput.choose(CUSTOMER);
    await quickInput.waitFor(`Obtener token en el portapapeles: ${CUSTOMER}`);
    await quickInput.choose(new RegExp(MEMBER));
    await quickInput.waitFor(`Obtener token en el portapapeles: ${MEMBER}`);
    await quickInput.choose(/^Usuario personalizado/);
    await workbench.notification(`Se copió el token de usuario personalizado de ${MEMBER}`).waitFor();
  });
});
