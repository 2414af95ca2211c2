/** Ids of what package.json contributes. The manifest is the source of truth; a test holds this file against it. */
export const Command = {
  addConnection: 'partnerConsole.connection.add',
  addSample: 'partnerConsole.connection.addSample',
  switchConnection: 'partnerConsole.connection.switch',
  editConnection: 'partnerConsole.connection.edit',
  renameConnection: 'partnerConsole.connection.rename',
  replaceKey: 'partnerConsole.connection.replaceKey',
  chooseTokenAuthorization: 'partnerConsole.connection.chooseTokenAuthorization',
  removeConnection: 'partnerConsole.connection.remove',
  diagnoseConnection: 'partnerConsole.connection.diagnose',
  diagnoseAnyConnection: 'partnerConsole.connection.diagnoseAny',
  exportConnections: 'partnerConsole.connection.export',
  importConnections: 'partnerConsole.connection.import',
  deleteAllSecrets: 'partnerConsole.secrets.deleteAll',
  showActions: 'partnerConsole.connection.showActions',
  refreshCustomers: 'partnerConsole.customers.refresh',
  loadMore: 'partnerConsole.customers.loadMore',
  retry: 'partnerConsole.customers.retry',
  stopReading: 'partnerConsole.customers.stopReading',
  goToPage: 'partnerConsole.page.goTo',
  nextPage: 'partnerConsole.page.next',
  previousPage: 'partnerConsole.page.previous',
  sortCustomers: 'partnerConsole.customers.sort',
  filterCustomers: 'partnerConsole.customers.filter',
  sortMembers: 'partnerConsole.members.sort',
  filterMembers: 'partnerConsole.members.filter',
  resetArrangement: 'partnerConsole.arrangement.reset',
  addFavourite: 'partnerConsole.favourite.add',
  removeFavourite: 'partnerConsole.favourite.remove',
  loadFavourites: 'partnerConsole.favourite.load',
  dropFavourites: 'partnerConsole.favourite.dropMissing',
  showDetails: 'partnerConsole.row.showDetails',
  searchMembers: 'partnerConsole.members.search',
  clearSearch: 'partnerConsole.members.clearSearch',
  findMember: 'partnerConsole.members.find',
  findAnyone: 'partnerConsole.members.findAnyone',
  refreshIndex: 'partnerConsole.index.refresh',
  exportIndex: 'partnerConsole.index.export',
  exportMembers: 'partnerConsole.members.export',
  copyEmail: 'partnerConsole.row.copyEmail',
  copyId: 'partnerConsole.row.copyId',
  createCustomer: 'partnerConsole.customer.create',
  editCustomer: 'partnerConsole.customer.edit',
  deleteCustomer: 'partnerConsole.customer.delete',
  fetchToken: 'partnerConsole.token.fetch',
  fetchAndCopyToken: 'partnerConsole.token.fetchAndCopy',
  fetchAndSaveToken: 'partnerConsole.token.fetchAndSave',
  copySavedToken: 'partnerConsole.token.copySaved',
  verifyToken: 'partnerConsole.token.verify',
  fetchTokenAgain: 'partnerConsole.token.fetchAgain',
  forgetToken: 'partnerConsole.token.forget',
  copyAsRequest: 'partnerConsole.token.copyAsRequest',
  insertReference: 'partnerConsole.token.insertReference',
  writeTokenToEnv: 'partnerConsole.token.writeToEnv',
  openTerminalWithToken: 'partnerConsole.token.openTerminal',
  replaceLeak: 'partnerConsole.leak.replace',
  moveLeak: 'partnerConsole.leak.move',
  saveLeak: 'partnerConsole.leak.save',
  ignoreLeak: 'partnerConsole.leak.ignore',
  forgetAllTokens: 'partnerConsole.token.forgetAll',
  clearClipboard: 'partnerConsole.clipboard.clear',
  showActivity: 'partnerConsole.activity.show',
  clearActivity: 'partnerConsole.activity.clear',
  turnOnPresentation: 'partnerConsole.presentation.turnOn',
  turnOffPresentation: 'partnerConsole.presentation.turnOff',
  openWalkthrough: 'partnerConsole.walkthrough.open',
  copyDiagnostics: 'partnerConsole.diagnostics.copy',
  showLog: 'partnerConsole.log.show',
} as const;
export type CommandId = (typeof Command)[keyof typeof Command];

export const Setting = {
  transport: 'partnerConsole.network.transport',
  credentialCommands: 'partnerConsole.credentialCommands',
  paging: 'partnerConsole.paging',
  leakGuard: 'partnerConsole.leakGuard.enabled',
  clearClipboardAfter: 'partnerConsole.clipboard.clearAfterSeconds',
  activity: 'partnerConsole.activity.enabled',
} as const;

export const View = {
  customers: 'partnerConsole.customers',
  tokens: 'partnerConsole.tokens',
} as const;

export const Walkthrough = { firstSteps: 'firstSteps' } as const;

export const ContextKey = {
  /** Where the active connection stands: see `ConnectionState`. Decides which welcome text the view shows. */
  state: 'partnerConsole.state',
  isSample: 'partnerConsole.isSample',
  /** Nothing can be changed with the active connection, or there is none. */
  readOnly: 'partnerConsole.readOnly',
  /** Names and the like are masked, for a shared screen. */
  presenting: 'partnerConsole.presenting',
  /** What the user has done in this window: each completes a step of the walkthrough. */
  hasBrowsed: 'partnerConsole.hasBrowsed',
  hasSearched: 'partnerConsole.hasSearched',
  hasFetchedToken: 'partnerConsole.hasFetchedToken',
} as const;

/** What `when` clauses match rows by; a suffix tells the states of a row apart. */
export const ContextValue = {
  customer: 'customer',
  member: 'member',
  failed: 'failed',
  page: 'page',
  waiting: 'waiting',
  favouriteSuffix: '.favourite',
  savedToken: 'savedToken',
  tokenConnection: 'tokenConnection',
  filteredSuffix: '.filtered',
  savedSuffix: '.saved',
  lostSuffix: '.lost',
} as const;
