namespace Allocator.Tool;

/// <summary>There are services, and all of them can be allocated.</summary>
/// <param name="whereNone">Says that there are none.</param>
/// <param name="adviceWithoutServices">What to do then.</param>
/// <param name="adviceWhereWrong">What to do where the settings of one are not right.</param>
internal sealed class ServicesCheck(string whereNone, string adviceWithoutServices, string adviceWhereWrong) : IDoctorCheck<IDoctorSubject>
{
    public string Name => "services";

    public async Task<Finding> RunAsync(IDoctorSubject subject, CancellationToken cancellationToken)
    {
        var services = await subject.Catalog.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var wrong = services.Where(service => service.Error is not null).ToList();
        return wrong.Count > 0
            ? Finding.Failure(string.Join(" ", wrong.Select(service => $"{service.Name}: {service.Error}")), adviceWhereWrong)
            : services.Count == 0
                ? Finding.Warning(whereNone, adviceWithoutServices)
                : Finding.Ok(string.Join(", ", services.Select(service => service.Name)));
    }
}
