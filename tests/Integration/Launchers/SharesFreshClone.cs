namespace Integration.Launchers;

/// <summary>Classes that look at one and the same clone, as a build of it takes long.</summary>
[CollectionDefinition(nameof(FreshClone))]
public sealed class SharesFreshClone : ICollectionFixture<FreshClone>;
